package dev.gradus.run;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.OpException;
import dev.gradus.node.UnaryOp;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Something that an op throws at one of its calls. The ops are identities, whose rule is made of the same op. */
enum Fault {
    EXCEPTION,
    ERROR,
    END_OF_STACK,
    END_OF_MEMORY;

    private static final AtomicLong calls = new AtomicLong();
    private static volatile long fatal = -1;
    private static volatile Fault thrown = EXCEPTION;

    /** An exception of the user's. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken() {
            super("broken on purpose");
        }
    }

    /** An error of the user's. */
    static final class BrokenError extends Error {
        private static final long serialVersionUID = 1L;

        BrokenError() {
            super("broken on purpose");
        }
    }

    /** Nothing throws until the next {@link #at}. */
    static void disarm() {
        fatal = -1;
        calls.set(0);
    }

    /** How many calls there were since. */
    static long calls() {
        return calls.get();
    }

    /** From now on the call of this number throws, counted from 1; only that one. */
    void at(long call) {
        thrown = this;
        calls.set(0);
        fatal = call;
    }

    private static void call() {
        if (calls.incrementAndGet() == fatal) {
            throwIt();
        }
    }

    private static void throwIt() {
        switch (thrown) {
            case EXCEPTION -> throw new Broken();
            case ERROR -> throw new BrokenError();
            case END_OF_STACK -> throw new StackOverflowError("broken on purpose");
            case END_OF_MEMORY -> throw new OutOfMemoryError("broken on purpose");
        }
    }

    /** Whether this is what the run should throw of it. */
    boolean isThrown(Throwable failure) {
        return switch (this) {
            case EXCEPTION ->
                failure instanceof OpException
                        && failure.getCause() instanceof Broken
                        && failure.getMessage().toUpperCase(Locale.ROOT).contains("BREAKING");
            case ERROR -> failure instanceof BrokenError;
            case END_OF_STACK -> failure instanceof StackOverflowError;
            case END_OF_MEMORY -> failure instanceof OutOfMemoryError;
        };
    }

    /** An op with a forward pass of its own, which throws when it has written half of its value. */
    static final class Breaking extends Op {
        Breaking(Node x) {
            super(x.shape(), x, Breaking::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            System.arraycopy(in[0], 0, out, 0, out.length / 2);
            call();
            System.arraycopy(in[0], out.length / 2, out, out.length / 2, out.length - out.length / 2);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(new Breaking(upstream));
        }
    }

    /** A scalar formula, which joins blocks and generated loops. */
    static final class BreakingFormula extends UnaryOp {
        BreakingFormula(Node x) {
            super(x, BreakingFormula::new);
        }

        @Override
        public double apply(double x) {
            call();
            return x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(new BreakingFormula(upstream));
        }
    }
}
