package dev.gradus.run;

/**
 * Detects that two threads use a run at the same time, on a best-effort basis.
 *
 * <p>Excluding a second thread for certain would take an atomic operation in each call, which would make a small
 * training step a quarter slower. The fields are therefore plain. The Java memory model still guarantees the following:
 *
 * <ul>
 *   <li>A call that happens-after the last call of another thread does not throw, because it sees the end of that call.
 *   <li>A call that happens-after the start of another thread's call and happens-before its end throws. For example, an
 *       op of the graph starts a thread that uses the run, and waits for it.
 *   <li>If calls race, one throws if it sees the other. It need not see it.
 *   <li>No race makes all later calls throw, because a thread writes only to {@link Calls} of its own.
 * </ul>
 */
abstract class ThreadCheck {
    private Calls latest = new Calls(Thread.currentThread());

    /** One thread's calls of the run. Only that thread writes to it. */
    static final class Calls {
        private final Thread thread;

        /** The codes of the calls under way, the innermost in the lowest bits. */
        int underWay;

        private Calls(Thread thread) {
            this.thread = thread;
        }
    }

    /**
     * Begins a call. The caller ends it by {@code mine.underWay >>>= Call.BITS} in a {@code finally} block. A method
     * for that would throw when the stack has overflowed, and the run would appear to be in use forever.
     *
     * @throws RunInUseException if another thread is in a call
     * @throws IllegalStateException if this thread is in a pass
     */
    final Calls begin(Call call) {
        Calls mine = latest;
        if (mine.thread != Thread.currentThread()) {
            mine = takeOver(mine, call);
        }
        int outer = mine.underWay;
        if (outer != 0) {
            checkNested(Call.of(outer), call);
        }
        mine.underWay = outer << Call.BITS | call.code();
        return mine;
    }

    private Calls takeOver(Calls others, Call call) {
        Thread me = Thread.currentThread();
        int underWay = others.underWay; // read once, because the call may end meanwhile
        if (underWay != 0) {
            throw new RunInUseException("Thread '" + me.getName() + "' calls " + call + " of a run while Thread '"
                    + others.thread.getName() + "' is in " + Call.of(underWay) + " of it.");
        }
        Calls mine = new Calls(me);
        latest = mine;
        return mine;
    }

    private static void checkNested(Call outer, Call call) {
        if (outer.isPass()) {
            throw new IllegalStateException("An op called " + call + " of the run that is executing it in " + outer
                    + ", but the run's numbers are incomplete during a pass; give the op a run of its own, or pass"
                    + " what it needs as an input of the graph");
        }
    }
}
