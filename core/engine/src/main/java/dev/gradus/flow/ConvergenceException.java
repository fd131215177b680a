package dev.gradus.flow;

import dev.gradus.linalg.MatrixValueException;
import dev.gradus.tensor.NumpyFormat;
import java.util.Arrays;

/** An iteration found no solution of an equation. The message says how it ended and what may help. */
public final class ConvergenceException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private ConvergenceException(String message) {
        super(message);
    }

    private static String start(Solution solution) {
        return "Solution: the iteration for " + solution.describe() + " ";
    }

    static ConvergenceException unsettled(Solution solution, int steps, double change, double tolerance) {
        return new ConvergenceException(start(solution) + "has not settled in " + steps
                + (steps == 1 ? " step" : " steps") + ": the last one changed it by " + NumpyFormat.number(change)
                + ", more than the tolerance " + NumpyFormat.number(tolerance)
                + "; start nearer, allow more steps by most(n), or give a damped iteration by(x -> …)");
    }

    static ConvergenceException notFinite(Solution solution, int step, int index, double value) {
        return new ConvergenceException(start(solution) + "gave " + NumpyFormat.number(value) + " at "
                + Arrays.toString(solution.shape().index(index)) + " in step " + step
                + "; start nearer, or give a damped iteration by(x -> …)");
    }

    static ConvergenceException singular(Solution solution, int step, MatrixValueException cause) {
        ConvergenceException exception = new ConvergenceException(start(solution) + "met a singular matrix in step "
                + step + " (" + cause.getMessage()
                + "): where ∂g/∂x is singular there is no Newton step, and at a solution no derivative; start elsewhere, or"
                + " give another iteration by(x -> …)");
        exception.initCause(cause);
        return exception;
    }
}
