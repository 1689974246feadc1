package dev.muster.bench.decisions;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Clients that submit requests, one or many in a call. */
final class RequestCalls implements HttpLoad.Calls {

    private final Needs needs;
    private final int requestsPerCall;
    private final List<Message> messages = new ArrayList<>();

    RequestCalls(Needs needs, String authorization, int clients, int requestsPerCall) {
        this.needs = needs;
        this.requestsPerCall = requestsPerCall;
        for (int i = 0; i < clients; i++) {
            messages.add(new Message(authorization, requestsPerCall));
        }
    }

    @Override
    public ByteBuffer next(int client) {
        Message message = messages.get(client);
        for (int i = 0; i < requestsPerCall; i++) {
            message.put(i, needs.next());
        }
        return message.buffer();
    }

    @Override
    public Tally.Done answered(int client, Answer answer) {
        boolean created = requestsPerCall == 1
                ? answer.status() == 201
                : answer.status() == 200 && answer.created() == requestsPerCall;
        if (!created) {
            throw new IllegalStateException("Not every request was created: " + answer.status() + " " + answer.text());
        }
        return new Tally.Done(requestsPerCall, answer.allocations(), answer.quantity());
    }
}
