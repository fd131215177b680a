package dev.gradus.run;

/** The result of a numerical check of a gradient. */
public enum Verdict {
    /** The gradient agrees with the numerical derivative. */
    PASS,
    /** They differ by more than rounding and the error of the numerical derivative explain. */
    WRONG,
    /** The function has a kink, and the gradient lies between the slopes on both sides. */
    AT_KINK,
    /** The numerical derivative did not converge, so there is nothing to compare with. */
    INCONCLUSIVE
}
