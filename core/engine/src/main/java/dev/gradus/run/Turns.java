package dev.gradus.run;

import dev.gradus.kernel.host.Host;

/**
 * Lets one thread at a time use a run, at the cost of about a nanosecond a call.
 *
 * <p>A run stays with the thread that used it last, whose {@link Turn} it is. That thread notes in its turn which call is
 * under way, and then looks whether the turn is still its own; neither needs a fence. Another thread begins a turn of its
 * own and waits for longer than any processor keeps a store to itself. Then it looks what the first one is doing: if
 * nothing, the run is its own; otherwise it gives the turn back and throws.
 *
 * <p>Why that is right: The first thread stores {@link Turn#calls} and then loads {@link #turn}; the second stores {@code
 * turn} and then loads {@code calls}. At least one of them sees the other's store, unless the first thread's load
 * overtakes its own store. Both x86 and ARM allow that, but only while the store waits in the processor's buffer. The
 * buffer empties in less than a microsecond, and whenever the thread is interrupted. A compiler keeps the two in order,
 * as {@link Host#loadAnew} stands between them.
 *
 * <p>A thread that is held up just before its store may have lost the run when it goes on. It then stores in a turn that
 * nobody looks at any more, finds that out, and throws. Only the thread whose turn it is changes the run itself.
 *
 * <p>A call that only reads stores nothing. It looks at its end whether the turn is still its own.
 *
 * <p>One thread's writes are visible to the next only if the program hands the run over with an ordinary happens-before,
 * as an executor or a queue does.
 */
abstract class Turns {
    private Turn turn = new Turn(Thread.currentThread());

    /** One thread's use of the run. Only that thread writes to it. */
    static final class Turn {
        private final Thread thread;

        /** The codes of the calls under way, the innermost in the lowest bits. */
        int calls;

        private Turn(Thread thread) {
            this.thread = thread;
        }
    }

    /**
     * Begins a call that changes something. It ends with {@code mine.calls >>>= Call.BITS}, not with a method: at the end
     * of the stack a call would throw, and the run would be in use for good.
     *
     * @throws RunInUseException if another thread is in a call, or has just begun one
     * @throws IllegalStateException if this very thread is in a pass
     */
    final Turn begin(Call call) {
        Turn mine = turnFor(call);
        int outer = mine.calls;
        boolean isMine = false;
        try {
            mine.calls = outer << Call.BITS | call.code();
            Host.loadAnew();
            isMine = turn == mine || isGivenBack(mine);
            if (!isMine) {
                throw taken(mine, call);
            }
        } finally {
            if (!isMine) {
                mine.calls = outer;
            }
        }
        return mine;
    }

    /**
     * Begins a call that only reads; {@link #endReading} ends it.
     *
     * @throws RunInUseException if another thread is in a call
     * @throws IllegalStateException if this very thread is in a pass
     */
    final Turn turnFor(Call call) {
        Turn mine = turn;
        Thread me = Thread.currentThread();
        if (mine.thread != me) {
            mine = takeOver(me, call);
        }
        if (mine.calls != 0) {
            checkNested(mine.calls, call);
        }
        return mine;
    }

    /**
     * Ends a call that only reads.
     *
     * @throws RunInUseException if another thread took the run meanwhile
     */
    final void endReading(Turn mine, Call call) {
        Host.loadAnew(); // what was read was read before
        if (turn != mine && !isGivenBack(mine)) {
            throw taken(mine, call);
        }
    }

    private static void checkNested(int calls, Call call) {
        Call outer = Call.of(calls);
        if (outer.isPass()) {
            throw new IllegalStateException(call + " was called within " + outer + " of the same run, by an op of its"
                    + " graph, while the run's numbers are incomplete; give the op a run of its own, or make what it needs"
                    + " an input of the graph");
        }
    }

    /** Waits until the other thread has either taken the run or given it back. */
    private synchronized boolean isGivenBack(Turn mine) {
        return turn == mine;
    }

    private RunInUseException taken(Turn mine, Call call) {
        return new RunInUseException(
                text(turn.thread) + " began to use a run while " + text(mine.thread) + " was in " + call + " of it.");
    }

    private synchronized Turn takeOver(Thread me, Call call) {
        Turn before = turn;
        Turn mine = new Turn(me);
        turn = mine;
        boolean isTaken = false;
        try {
            if (before.thread.isAlive()) {
                Host.awaitStores();
                int doing = before.calls; // read once, as the call may just end
                if (doing != 0) {
                    throw new RunInUseException(text(me) + " calls " + call + " of a run while " + text(before.thread)
                            + " is in " + Call.of(doing) + " of it.");
                }
                Host.awaitStores(); // what it did before that, as processors may show stores in another order
            }
            isTaken = true;
            return mine;
        } finally {
            if (!isTaken) {
                turn = before;
            }
        }
    }

    private static String text(Thread thread) {
        return "Thread '" + thread.getName() + "'";
    }
}
