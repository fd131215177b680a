package dev.gradus.check;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.run.Verdict;
import java.util.Comparator;

/**
 * The result of a check for one element of a gradient.
 *
 * @param position where the element stands in the row-major order of its node
 * @param x the element's own value
 * @param backward the derivative by the backward rules
 * @param numeric the derivative by the values alone
 * @param scale the magnitude below which the two were compared absolutely
 * @param verdict whether the two agree
 */
public record ElementCheck(int position, double x, double backward, Estimate numeric, double scale, Verdict verdict) {

    /** Worst first: by verdict, then by how far apart the derivatives are, to the 7 digits of a float. */
    static final Comparator<ElementCheck> WORST_FIRST = Comparator.comparing(
                    (ElementCheck element) -> VerdictCounts.severity(element.verdict))
            .thenComparing(element -> (float) element.relativeError())
            .reversed()
            .thenComparing(ElementCheck::position);

    /** The derivative by the rules as a multiple of the numerical one: 1 if they agree, NaN where both are 0. */
    public double ratio() {
        return backward / numeric.value();
    }

    /** The difference of the two derivatives, relative to the numerical one or to the scale if that is larger. */
    public double relativeError() {
        double apart = Math.abs(backward - numeric.value());
        return apart == 0 ? 0 : apart / Math.max(Math.abs(numeric.value()), scale);
    }
}
