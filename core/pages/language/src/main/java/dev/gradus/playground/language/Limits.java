package dev.gradus.playground.language;

import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.Locale;

/** Counts what a program asks for, and rejects what would make a page slow. */
final class Limits {
    /** The largest number of elements of an array, so that a page stays responsive. */
    private static final int MOST_ELEMENTS = 1 << 20;

    /** The largest number of axes, as in NumPy. */
    private static final int MOST_AXES = 64;

    /** The longest program. A link can hold a longer one than a page can read in time. */
    static final int MOST_LETTERS = 50_000;

    /** The most steps of all lines together, because all are computed whenever one of them changes. */
    private static final double MOST_STEPS = 1 << 28;

    /** The most calls of defined functions, whose number can grow exponentially. */
    private static final int MOST_CALLS = 2000;

    private int calls;
    private double steps;
    private long learned;
    private boolean isReading = true;

    /** Whether the program can be read many times while somebody types. */
    boolean areFar(String text) {
        return steps < MOST_STEPS / 100 && learned < MOST_ELEMENTS / 10 && text.length() < MOST_LETTERS / 5;
    }

    /** Counts no more calls: the program is read, and rules may be called at any time. */
    void stop() {
        isReading = false;
    }

    /** Rejects a text that is too long. */
    static void checkLength(String text) {
        if (text.length() > MOST_LETTERS) {
            Span end = new Span(MOST_LETTERS, MOST_LETTERS);
            throw Problem.at(
                    end,
                    "too long",
                    "These lines have " + text.length() + " characters; the limit is " + MOST_LETTERS + ".");
        }
    }

    /** Rejects arrays that would make a page slow. */
    static void checkSize(double elements, Span span) {
        if (elements > MOST_ELEMENTS) {
            throw Problem.at(
                    span,
                    "too large",
                    String.format(
                            Locale.ROOT,
                            "This array would have %.0f elements; the limit is %d.",
                            elements,
                            MOST_ELEMENTS));
        }
    }

    /** Rejects arrays with too many axes. */
    static void checkAxes(int axes, Span span) {
        if (axes > MOST_AXES) {
            throw Problem.at(
                    span, "too many axes", "This array would have " + axes + " axes; the limit is " + MOST_AXES + ".");
        }
    }

    void countWeights(int elements, Span span) {
        learned += elements;
        if (learned > MOST_ELEMENTS) {
            throw Problem.at(
                    span,
                    "too many weights",
                    "With these there would be " + learned + " weights; the limit is " + MOST_ELEMENTS + ".");
        }
    }

    void countCall(Span span) {
        if (isReading && ++calls > MOST_CALLS) {
            throw Problem.at(
                    span, "too many calls", "These lines call their own functions more than " + MOST_CALLS + " times.");
        }
    }

    /** Adds the steps of an op: those of a matrix product of its sizes, or one for each element. */
    void countOp(Op op, Span span) {
        checkAxes(op.shape().rank(), span);
        double largest = op.shape().elements(), all = largest;
        for (Node input : op.inputs()) {
            largest = Math.max(largest, input.shape().elements());
            all *= input.shape().elements();
        }
        Dependence dependence = op.dependence();
        steps += dependence == Dependence.PRODUCT
                ? Math.sqrt(all)
                : dependence == Dependence.ANY ? largest * Math.sqrt(largest) : largest;
        if (steps > MOST_STEPS) {
            throw Problem.at(span, "too slow", "With this line, each change would take too long. Use smaller arrays.");
        }
    }
}
