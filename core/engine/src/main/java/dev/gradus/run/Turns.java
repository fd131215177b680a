package dev.gradus.run;

import dev.gradus.kernel.Host;

/**
 * Lets one thread at a time use a run, at the cost of about a nanosecond a call. It is a superclass of the run, because
 * reaching another object would take as long as the whole check.
 *
 * <p>A run stays with the thread that used it last, its owner. The owner stores what it is doing, and then looks whether
 * it is still the owner; neither needs a fence. Another thread makes itself the owner and waits for longer than any
 * processor keeps a store to itself. Then it looks what the first one is doing: if nothing, the run is its own; otherwise
 * it gives the run back and throws.
 *
 * <p>Why that is right: The first thread stores {@link #state} and then loads {@link #owner}; the second stores {@code
 * owner} and then loads {@code state}. At least one of them sees the other's store, unless the first thread's load
 * overtakes its own store. Both x86 and ARM allow that, but only while the store waits in the processor's buffer. The
 * buffer empties in less than a microsecond, and whenever the thread is interrupted. A compiler keeps the two in order,
 * as {@link Host#loadAnew} stands between them.
 *
 * <p>A thread that is held up just before it stores what it is doing may lose the run and then store, over what the new
 * owner has stored. It stores that the numbers are incomplete, finds that it is not the owner, and throws. So the new
 * owner's numbers are refused at worst.
 *
 * <p>A call that only reads stores nothing. It looks at its end whether the run is still its thread's.
 *
 * <p>One thread's writes are visible to the next only if the program hands the run over with an ordinary happens-before,
 * as an executor or a queue does.
 */
abstract class Turns {
    static final int NOTHING = 0;
    static final int INCOMPLETE = 1;
    static final int FORWARD = 2;
    static final int BACKWARD = 3;

    /** The bits of {@link #state} for the progress; the call's code is above them. */
    private static final int PROGRESS = 3;

    /** Set beside the code of a call that is no pass, until its thread knows that it is still the owner. */
    private static final int UNSURE = 1 << 6;

    private Thread owner = Thread.currentThread();

    /**
     * The progress of the current numbers, and the innermost call under way. One number, as each store takes time.
     *
     * <p>A call ends with a plain store: at the end of the stack a method call would throw, and the run would be in use
     * for good.
     */
    int state = NOTHING;

    final int progress() {
        return progress(state);
    }

    static int progress(int state) {
        return state & PROGRESS;
    }

    static int with(int progress, int state) {
        return state & ~PROGRESS | progress;
    }

    /**
     * Begins a call that changes something; during a pass the numbers are incomplete.
     *
     * @return the state before
     * @throws RunInUseException if another thread is in a call, or has just begun one
     * @throws IllegalStateException if this very thread is in a pass
     */
    final int begin(Call call) {
        Thread me = Thread.currentThread();
        if (owner != me) {
            takeOver(me, call);
        }
        int before = state;
        if (before > PROGRESS) {
            checkNested(before, call);
        }
        int code = call.code();
        boolean isPass = call.isPass();
        boolean isMine = false;
        try {
            state = isPass ? code | INCOMPLETE : code | INCOMPLETE | UNSURE;
            Host.loadAnew();
            isMine = owner == me || isGivenBack(me);
            if (!isMine) {
                throw taken(me, call);
            }
        } finally {
            if (!isMine) {
                state = INCOMPLETE;
            }
        }
        if (!isPass) {
            state = code | before & PROGRESS;
        }
        return before;
    }

    /**
     * Begins a call that only reads.
     *
     * @throws RunInUseException if another thread is in a call
     * @throws IllegalStateException if this very thread is in a pass
     */
    final void beginReading(Call call) {
        Thread me = Thread.currentThread();
        if (owner != me) {
            takeOver(me, call);
        }
        int before = state;
        if (before > PROGRESS) {
            checkNested(before, call);
        }
    }

    /**
     * Ends a call that only reads.
     *
     * @throws RunInUseException if another thread took the run meanwhile
     */
    final void endReading(Call call) {
        Host.loadAnew(); // what was read was read before
        Thread me = Thread.currentThread();
        if (owner != me && !isGivenBack(me)) {
            throw taken(me, call);
        }
    }

    private static void checkNested(int state, Call call) {
        Call outer = Call.of(state);
        if ((state & UNSURE) != 0) {
            throw new RunInUseException("Thread '" + Thread.currentThread().getName() + "' calls " + call
                    + " of a run while another thread begins " + outer + " of it.");
        }
        if (outer.isPass()) {
            throw new IllegalStateException(call + " was called within " + outer + " of the same run, by an op of its"
                    + " graph, while the run's numbers are incomplete; give the op a run of its own, or make what it needs"
                    + " an input of the graph");
        }
    }

    /** Waits until the other thread has either taken the run or given it back. */
    private synchronized boolean isGivenBack(Thread me) {
        return owner == me;
    }

    private RunInUseException taken(Thread me, Call call) {
        return new RunInUseException(
                text(owner) + " began to use a run while " + text(me) + " was in " + call + " of it.");
    }

    private synchronized void takeOver(Thread me, Call call) {
        Thread before = owner;
        owner = me;
        boolean isTaken = false;
        try {
            if (before != me && before.isAlive()) {
                Host.awaitStores();
                int doing = state;
                if (doing > PROGRESS) {
                    throw new RunInUseException(text(me) + " calls " + call + " of a run while " + text(before)
                            + " is in " + Call.of(doing) + " of it.");
                }
                Host.awaitStores(); // what it did before that, as processors may show stores in another order
            }
            isTaken = true;
        } finally {
            if (!isTaken) {
                owner = before;
            }
        }
    }

    private static String text(Thread thread) {
        return "Thread '" + thread.getName() + "'";
    }
}
