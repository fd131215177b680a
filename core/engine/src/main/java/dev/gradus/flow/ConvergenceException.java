package dev.gradus.flow;

import dev.gradus.linalg.MatrixValueException;
import dev.gradus.tensor.NumpyFormat;
import java.util.Arrays;

/** Thrown if an iteration does not find a solution of an equation. The message says why it ended and what may help. */
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
                + ", more than the tolerance " + NumpyFormat.number(tolerance) + "; start closer, allow more steps"
                + " with most(n), or define a damped iteration with by(x -> …)");
    }

    static ConvergenceException notFinite(Solution solution, int step, int index, double value) {
        return new ConvergenceException(start(solution) + "computed " + NumpyFormat.number(value) + " at "
                + Arrays.toString(solution.shape().index(index)) + " in step " + step
                + "; start closer, or define a damped iteration with by(x -> …)");
    }

    static ConvergenceException singular(Solution solution, int step, MatrixValueException cause) {
        ConvergenceException exception = new ConvergenceException(start(solution) + "met a singular matrix in step "
                + step + " (" + cause.getMessage()
                + "): where ∂g/∂x is singular, Newton's step and the derivative of a solution are undefined; start"
                + " elsewhere, or define another iteration with by(x -> …)");
        exception.initCause(cause);
        return exception;
    }

    /** @param pivot what is left of the diagonal element after the elimination of the unknowns before it */
    static ConvergenceException notMinimum(Solution solution, double[] x, int unknown, double diagonal, double pivot) {
        String name = solution.equation().carries().get(0).label()
                + (solution.shape().isScalar()
                        ? ""
                        : Arrays.toString(solution.shape().index(unknown)));
        boolean isAlone = !(diagonal > 0);
        return new ConvergenceException(start(solution) + "ended at a point that is not a minimum: at " + name + " = "
                + NumpyFormat.number(x[unknown]) + " the second derivative along " + name
                + (isAlone ? "" : ", after the unknowns before it are eliminated,") + " is "
                + NumpyFormat.number(isAlone ? diagonal : pivot)
                + (isAlone || pivot < 0
                        ? ""
                        : ", which is 0 up to rounding compared with " + NumpyFormat.number(diagonal))
                + ", but must be positive; start elsewhere, or descend with by(x -> …); for a maximum, minimize −J; for any"
                + " point with gradient 0, use Implicit.root with the gradient");
    }
}
