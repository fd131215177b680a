package dev.gradus.check;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.run.Verdict;
import java.util.Comparator;

/**
 * The result of a check for one element of a gradient.
 *
 * @param position the row-major position of the element in its node
 * @param x the value of the element
 * @param backward the derivative computed by the backward rules
 * @param numeric the derivative estimated from values alone
 * @param scale the magnitude below which the two were compared absolutely
 * @param verdict whether the two agree
 */
public record ElementCheck(int position, double x, double backward, Estimate numeric, double scale, Verdict verdict) {

    /** Worst first: by verdict, then by relative error, to the 7 digits of a float. */
    static final Comparator<ElementCheck> WORST_FIRST = Comparator.comparingInt(
                    (ElementCheck element) -> VerdictCounts.severity(element.verdict))
            .thenComparingDouble(element -> (float) element.relativeError())
            .reversed()
            .thenComparingInt(ElementCheck::position);

    /** Returns the ratio of the rules' derivative to the numerical one: 1 if they agree, NaN if both are 0. */
    public double ratio() {
        return backward / numeric.value();
    }

    /** Returns the difference of the derivatives relative to the numerical one, or to the scale if that is larger. */
    public double relativeError() {
        double apart = Math.abs(backward - numeric.value());
        return apart == 0 ? 0 : apart / Math.max(Math.abs(numeric.value()), scale);
    }
}
