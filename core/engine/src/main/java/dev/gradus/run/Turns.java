package dev.gradus.run;

import java.lang.invoke.VarHandle;

/**
 * Sees to it that one thread at a time uses a run, at the cost of two nanoseconds for each call.
 *
 * <p>A run stays with the thread that used it last. That thread writes down what it is doing and looks whether another thread
 * wants the run; neither needs a fence. The other thread says that it wants the run, waits for longer than any processor
 * keeps a store to itself, and then reads what the first thread is doing: nothing, and the run is its own; otherwise it
 * throws.
 *
 * <p>Why that is right: The first thread stores {@code doing} and then loads {@code contested}; the second stores
 * {@code contested} and then loads {@code doing}. At least one of them sees the other's store, unless the first thread's
 * load overtakes its own store. Both x86 and ARM allow that, but only for as long as the store waits in the processor's
 * buffer, which is emptied in less than a microsecond, and whenever the thread is interrupted. Compilers keep the two in
 * order, or a few instructions apart, as the load is volatile. The Java memory model promises no such time, so the first
 * thread loads {@code contested} once more when its call ends. Volatile loads and stores have one order: if that load does
 * not see the other's store, the call ended before the other began. If it does, and the run was taken, the call throws. So
 * of two calls that overlap at least one ends in an exception, whatever the processor.
 *
 * <p>What one thread wrote is seen by the next one only if the program hands the run over with an ordinary happens-before,
 * as an executor or a queue does.
 */
final class Turns {
    /** Ten times as long as a store buffer takes when every store in it misses the caches. */
    private static final long VISIBLE_NANOS = 5_000;

    /**
     * Not volatile, as it need not be the latest: who holds a turn that is over finds it contested for good. The volatile
     * load of that has compilers load this field anew for each call.
     */
    private Turn turn = new Turn(Thread.currentThread());

    /** The name of the thread that wants the run, written before {@link Turn#contested}. */
    private String contender = "";

    /** The time in which the run is one thread's. */
    static final class Turn {
        static final int BITS = 3;

        private final Thread thread;

        /**
         * The codes of the calls under way, the innermost in the lowest bits: an update rule may read the run, for example.
         * A call shifts its own out when it ends, and does so without calling anything: at the end of the stack that would
         * throw, and the run would be in use for good.
         */
        int doing;

        private volatile boolean contested;

        Turn(Thread thread) {
            this.thread = thread;
        }

        private static Call innermost(int doing) {
            return Call.of(doing & (1 << BITS) - 1);
        }
    }

    /**
     * Begins a call, which ends by shifting {@link Turn#doing} back.
     *
     * @throws RunInUseException if another thread is in a call, or is about to be
     * @throws IllegalStateException if this very thread is in a pass
     */
    Turn enter(Call call) {
        Turn mine = turn;
        if (mine.thread != Thread.currentThread()) {
            mine = takeOver(call);
        }
        int outer = mine.doing;
        if (outer != 0) {
            checkNested(Turn.innermost(outer), call);
        }
        mine.doing = outer << Turn.BITS | call.code;
        if (mine.contested) {
            mine.doing = outer;
            throw new RunInUseException(text(mine.thread.getName()) + " calls " + call + " of a run while "
                    + text(contender) + " begins a call of the same run.");
        }
        return mine;
    }

    private static void checkNested(Call outer, Call call) {
        if (outer.isPass()) {
            throw new IllegalStateException(call + " was called within " + outer + " of the same run, by an op of its"
                    + " graph, while the run's numbers are incomplete; give the op a run of its own, or make what it needs"
                    + " an input of the graph");
        }
    }

    /**
     * For the end of a call.
     *
     * @throws RunInUseException if another thread took the run since the call began
     */
    void checkStill(Turn mine) {
        if (mine.contested) {
            checkNotTaken(mine);
        }
    }

    /** Waits until the other thread has either taken the run or given up. */
    private synchronized void checkNotTaken(Turn mine) {
        if (turn != mine) {
            throw new RunInUseException(text(turn.thread.getName()) + " began to use a run while "
                    + text(mine.thread.getName()) + " was in " + Turn.innermost(mine.doing)
                    + " of it; the numbers of both are worthless.");
        }
    }

    private synchronized Turn takeOver(Call call) {
        Turn before = turn;
        Turn mine = new Turn(Thread.currentThread());
        contender = mine.thread.getName();
        before.contested = true;
        try {
            if (before.thread.isAlive()) {
                awaitStores();
                int doing = before.doing;
                if (doing != 0) {
                    throw new RunInUseException(text(contender) + " calls " + call + " of a run while "
                            + text(before.thread.getName()) + " is in " + Turn.innermost(doing) + " of it.");
                }
            }
            turn = mine;
            return mine;
        } finally {
            if (turn == before) {
                before.contested = false;
            }
        }
    }

    private static void awaitStores() {
        VarHandle.fullFence();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < VISIBLE_NANOS) {
            Thread.onSpinWait();
        }
        VarHandle.fullFence();
    }

    private static String text(String thread) {
        return "Thread '" + thread + "'";
    }
}
