package dev.gradus.examples;

import java.io.PrintStream;

/** The one-layer lesson: a classifier with a sigmoid and a squared error, trained by gradient descent. */
public final class Lesson {
    private static final long SEED = 0;

    private Lesson() {}

    /** Runs the lesson and prints what it shows. */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        out.println("Example 1: Logical AND");
        new LogicalAnd(SEED).run(out);
        out.println();
        out.println("Numerical gradient check");
        new GradientsOfTheLesson(SEED).run(out);
    }
}
