package dev.muster.allocation.history;

/** What must hold for every history. */
enum Check {
    /** Every command got an answer that says what came of it, if only after being sent again. */
    ANSWERED,
    /** Answers are those the interface promises: no fault, no unknown thing, nobody turned away. */
    PROMISED_ANSWERS,
    /** However often a command is sent, its answer is the same to the letter, and one answer at most says 201. */
    ONE_ANSWER,
    /** An id stands for one payload: another one is refused, and only then is there a conflict. */
    ONE_PAYLOAD,
    /** What was acknowledged stands, with all its effects. */
    NOTHING_LOST,
    /** No command has its effect twice. */
    NOTHING_DOUBLED,
    /** Nothing stands that nobody sent, or that was refused. */
    NOTHING_INVENTED,
    /** What stands is what was asked for. */
    AS_ASKED,
    /** A command acknowledged before another was sent stands before it in the log. */
    REAL_TIME_ORDER,
    /** Events are numbered without gaps, each transaction's in one piece. */
    LOG_WITHOUT_GAPS,
    /** Audit entries are numbered without gaps and chained by hashes up to the head. */
    AUDIT_CHAIN,
    /** Every command done has one audit entry in its own transaction. */
    AUDIT_COMPLETE,
    /** After every transaction: nothing below zero, reserved and held within what is on hand. */
    NO_OVERSELL,
    /** Positions are the replay of the ledger. */
    LEDGER_REPLAY,
    /** Positions and lines say what their allocations sum up to, after every transaction. */
    SUMS,
    /** The tables are what the event log tells. */
    LOG_TELLS_ALL,
    /** No goods from a closed site, from the asking site itself, too old on arrival, or of an item not wanted (R2, R3). */
    ELIGIBLE,
    /** What rules give to those who may not go below a floor leaves the floor whole (R4). */
    FLOORS,
    /** No line is served by rule while one of a higher class waits for the same goods (R1). */
    HIGHER_CLASS_FIRST,
    /** A reservation is preempted only by a higher class, and in the step that serves it (R6). */
    PREEMPTED_BY_HIGHER,
    /** Nobody and no machine is at two places at once, after every transaction. */
    NOBODY_TWICE,
    /** Where a unit stands follows from where it stood, by steps of its status machine. */
    STATUS_MACHINE,
    /** Where a unit stands is what its bookings say, after every transaction. */
    UNITS_AS_BOOKED,
    /** Who wants all or nothing gets all, or is refused. */
    ALL_OR_NOTHING,
    /** A kit is its parts, no more and no less: in the ledger, in lines and in answers. */
    WHOLE_KITS,
    /** At the end no line is short of what lies free for it (R8). */
    NOTHING_IDLE
}
