package dev.gradus.explain;

import dev.gradus.run.Step;
import java.util.List;
import java.util.OptionalInt;

/**
 * The computation of one step, as mathematics and as code.
 *
 * @param steps the steps that this equation explains; empty for a definition
 * @param number the number in the list of equations; only definitions and named values have one
 * @param formula {@code ∂J/∂W = xᵀ ∂J/∂z}
 * @param asRun the same without simplification, as the rule computes it
 * @param withShapes the same with the shape of each value
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

    /** Copies the steps. */
    public Equation {
        steps = List.copyOf(steps);
    }

    /**
     * A formula and its value.
     *
     * @param sign {@code =}, or {@code ←} for an update
     */
    public record Line(Formula left, String sign, Formula right) {
        /** Formats the line as plain text. */
        public String text() {
            return left.text() + " " + sign + " " + right.text();
        }

        /** Formats the line as LaTeX for a mathematical environment. */
        public String latex() {
            return left.latex() + " " + latexSign() + " " + right.latex();
        }

        /** Formats the line as the content of a MathML {@code <math>} element. */
        public String mathMl() {
            return "<mrow>" + left.mathMl() + "<mo>" + sign + "</mo>" + right.mathMl() + "</mrow>";
        }

        String latexSign() {
            return sign.equals("←") ? "\\leftarrow" : sign;
        }
    }

    /** Returns the formula as plain text. */
    @Override
    public String toString() {
        return formula.text();
    }
}
