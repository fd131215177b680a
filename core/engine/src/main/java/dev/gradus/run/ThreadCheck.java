package dev.gradus.run;

/**
 * Notices that two threads use a run at the same time, on a best-effort basis, as {@link
 * java.util.ConcurrentModificationException} does.
 *
 * <p>To exclude a second thread for certain takes an atomic operation in each call, and three of them would lengthen
 * a small step by a quarter. So the fields are plain. The memory model still guarantees this:
 *
 * <ul>
 *   <li>A call that happens after the last call of another thread is not refused, because it sees that that call ended.
 *   <li>A call that happens after the begin of another thread's call, and before its end, is refused. For example, an op
 *       of the graph starts a thread that uses the run, and waits for it.
 *   <li>If calls race, one of them is refused as soon as it sees the other. A program must not rely on that.
 *   <li>A race does not leave the run refused for good, because a thread writes only to {@link Calls} of its own.
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
     * Begins a call. It ends with {@code mine.underWay >>>= Call.BITS} in a {@code finally}, and not with a method: at the
     * end of the stack, a method call would throw and leave the run in use for good.
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
            throw new IllegalStateException(call + " was called within " + outer + " of the same run, by an op of its"
                    + " graph, while the run's numbers"
                    + " are incomplete; give the op a run"
                    + " of its own, or make what it needs"
                    + " an input of the graph");
        }
    }
}
