package dev.muster.allocation.history;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The event log and the audit log by themselves. */
final class LogChecks {

    /** Before the first audit entry. */
    static final String FIRST_HASH = "00";

    private static final String BETWEEN_ENTRIES = "\u001e";

    private final EndState end;
    private final Findings findings;

    LogChecks(EndState end, Findings findings) {
        this.end = end;
        this.findings = findings;
    }

    void run() {
        eventNumbers();
        auditChain();
        auditComplete();
    }

    private void eventNumbers() {
        long expected = 1;
        long transaction = 0;
        Set<Long> ended = new HashSet<>();
        for (EndState.Event event : end.events()) {
            findings.require(
                    event.seq() == expected, Check.LOG_WITHOUT_GAPS, "%d follows %d", event.seq(), expected - 1);
            expected = event.seq() + 1;
            if (event.transaction() != transaction) {
                findings.require(
                        ended.add(event.transaction()),
                        Check.LOG_WITHOUT_GAPS,
                        "events of two transactions are mixed at %d",
                        event.seq());
                transaction = event.transaction();
            }
        }
        findings.require(
                end.head().lastEvent() == expected - 1,
                Check.LOG_WITHOUT_GAPS,
                "the head says %d, the last is %d",
                end.head().lastEvent(),
                expected - 1);
    }

    /** A link of the chain covers the entries of one transaction, and its last entry carries the hash. */
    private void auditChain() {
        String previous = FIRST_HASH;
        long expected = 1;
        List<String> link = new ArrayList<>();
        for (EndState.Audit audit : end.audits()) {
            findings.require(audit.seq() == expected, Check.AUDIT_CHAIN, "%d follows %d", audit.seq(), expected - 1);
            expected = audit.seq() + 1;
            link.add(audit.hashed());
            if (audit.hash() != null) {
                findings.require(
                        audit.hash().equals(hash(previous, String.join(BETWEEN_ENTRIES, link))),
                        Check.AUDIT_CHAIN,
                        "the hash of entry %d is wrong",
                        audit.seq());
                previous = audit.hash();
                link.clear();
            }
        }
        findings.require(link.isEmpty(), Check.AUDIT_CHAIN, "%d entries without a hash at the end", link.size());
        findings.require(
                end.head().lastAudit() == expected - 1 && end.head().auditHash().equals(previous),
                Check.AUDIT_CHAIN,
                "the head is not the last entry's");
    }

    /** SHA-256 over the hash before and the text of the link's entries, all hashes hexadecimal. */
    static String hash(String previous, String text) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(HexFormat.of().parseHex(previous));
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By transaction and kind as many entries as commands; entries of other kinds are the service's own. */
    private void auditComplete() {
        Set<String> kinds = new HashSet<>();
        for (Order.Kind kind : Order.Kind.values()) {
            if (kind.audited()) {
                kinds.add(kind.logged);
            }
        }
        Map<List<Object>, Integer> open = new HashMap<>();
        end.commands().stream()
                .filter(c -> kinds.contains(c.kind()))
                .forEach(c -> open.merge(List.of(c.transaction(), c.kind(), c.actor()), 1, Integer::sum));
        List<EndState.Audit> alone = new ArrayList<>();
        for (EndState.Audit audit : end.audits()) {
            if (kinds.contains(audit.action())) {
                List<Object> key = List.of(audit.transaction(), audit.action(), audit.actor());
                if (open.merge(key, -1, Integer::sum) < 0) {
                    alone.add(audit);
                }
            }
        }
        open.forEach((key, count) ->
                findings.require(count <= 0, Check.AUDIT_COMPLETE, "%d commands without audit entry: %s", count, key));
        alone.forEach(audit -> findings.add(Check.AUDIT_COMPLETE, "entry without command: %s", audit));
    }
}
