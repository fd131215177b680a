package dev.gradus.explain;

import dev.gradus.run.Step;
import java.util.List;
import java.util.OptionalInt;

/**
 * The computation of one step, as mathematics and as code.
 *
 * @param steps the steps that it belongs to; none for a definition
 * @param number its number in the list of equations; definitions and named values have one
 * @param formula {@code ∂J/∂W = xᵀ ∂J/∂z}
 * @param asRun the same as the rule has it, nothing simplified
 * @param withShapes the same with the shape of every value
 * @param element one element, with indices and sums
 * @param java Java statements that compute it with this library
 * @param numpy the same in NumPy
 */
public record Equation(
        List<Step> steps,
        OptionalInt number,
        Line formula,
        Line asRun,
        Line withShapes,
        Line element,
        String java,
        String numpy) {

    /** Keeps a copy of the steps. */
    public Equation {
        steps = List.copyOf(steps);
    }

    /**
     * A formula and the value that it gives.
     *
     * @param sign {@code =}, or {@code ←} for an update
     */
    public record Line(Formula left, String sign, Formula right) {
        /** As plain text. */
        public String text() {
            return left.text() + " " + sign + " " + right.text();
        }

        /** As LaTeX for a mathematical environment. */
        public String latex() {
            return left.latex() + " " + latexSign() + " " + right.latex();
        }

        /** As the inside of a MathML {@code <math>} element. */
        public String mathMl() {
            return "<mrow>" + left.mathMl() + "<mo>" + sign + "</mo>" + right.mathMl() + "</mrow>";
        }

        String latexSign() {
            return sign.equals("←") ? "\\leftarrow" : sign;
        }
    }

    /** The formula as plain text. */
    @Override
    public String toString() {
        return formula.text();
    }
}
