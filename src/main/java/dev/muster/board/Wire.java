package dev.muster.board;

/** The way to one client. Nothing here blocks. */
interface Wire {

    /** Sends the frame; {@code done} runs, on whatever thread, once it has left or the wire is gone. */
    void send(Frame frame, Runnable done);

    /** Ends politely, after what is being sent. */
    void close(int code, String reason);

    /** Cuts the connection off. */
    void abort();
}
