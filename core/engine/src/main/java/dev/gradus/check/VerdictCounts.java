package dev.gradus.check;

import dev.gradus.run.Verdict;
import java.util.List;

/** The number of elements with each verdict. */
public record VerdictCounts(int pass, int wrong, int atKink, int inconclusive) {
    /** One element in this many may be inconclusive. */
    private static final int ONE_IN = 100;

    static final VerdictCounts NONE = new VerdictCounts(0, 0, 0, 0);

    static VerdictCounts of(List<ElementCheck> elements) {
        return new VerdictCounts(
                count(elements, Verdict.PASS),
                count(elements, Verdict.WRONG),
                count(elements, Verdict.AT_KINK),
                count(elements, Verdict.INCONCLUSIVE));
    }

    private static int count(List<ElementCheck> elements, Verdict verdict) {
        return (int) elements.stream()
                .filter(element -> element.verdict() == verdict)
                .count();
    }

    VerdictCounts plus(VerdictCounts other) {
        return new VerdictCounts(
                pass + other.pass, wrong + other.wrong, atKink + other.atKink, inconclusive + other.inconclusive);
    }

    /** Returns the number of elements. */
    public int elements() {
        return pass + wrong + atKink + inconclusive;
    }

    /** Returns whether no element is wrong and at most 1 % are inconclusive. */
    public boolean passed() {
        return verdict() == Verdict.PASS || verdict() == Verdict.AT_KINK;
    }

    /** Returns one verdict for all: the worst, ignoring inconclusive elements up to 1 %. */
    public Verdict verdict() {
        if (wrong > 0) {
            return Verdict.WRONG;
        }
        if ((long) inconclusive * ONE_IN > elements()) {
            return Verdict.INCONCLUSIVE;
        }
        return atKink > 0 ? Verdict.AT_KINK : Verdict.PASS;
    }

    static int severity(Verdict verdict) {
        return switch (verdict) {
            case PASS -> 0;
            case AT_KINK -> 1;
            case INCONCLUSIVE -> 2;
            case WRONG -> 3;
        };
    }
}
