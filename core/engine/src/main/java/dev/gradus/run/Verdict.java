package dev.gradus.run;

/** The result of a numerical check of a gradient. */
public enum Verdict {
    /** The two agree. */
    PASS,
    /** The two disagree by more than rounding and the numerical error explain. */
    WRONG,
    /** The function has a kink there, and the gradient lies between the slopes on both sides. */
    AT_KINK,
    /** The numerical derivative did not settle, so it says nothing. */
    INCONCLUSIVE
}
