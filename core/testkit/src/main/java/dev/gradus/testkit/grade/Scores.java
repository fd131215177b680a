package dev.gradus.testkit.grade;

import java.util.concurrent.TimeoutException;

/** What becomes of the tasks of an assignment. */
interface Scores {
    /** Adds a task that has not begun. */
    void add(Points points);

    void begin(Points points);

    void earn(Points points);

    /**
     * Says that a task earns nothing.
     *
     * @param isAnswer whether the reason says something about the right answer
     */
    void lose(Points points, String why, boolean isAnswer);

    /** Says that a task earns nothing because of a failure. */
    default void lose(Points points, Throwable failure) {
        boolean isNoAnswer =
                failure instanceof TimeoutException || failure.getCause() instanceof ReflectiveOperationException;
        lose(points, words(failure), !isNoAnswer);
    }

    private static String words(Throwable failure) {
        if (failure instanceof StackOverflowError) {
            return "A method calls itself without end (StackOverflowError).";
        }
        String message =
                failure.getMessage() == null ? "" : failure.getMessage().strip();
        boolean speaksForItself = failure instanceof AssertionError
                || failure instanceof TimeoutException
                || failure instanceof UnsupportedOperationException;
        return speaksForItself && !message.isEmpty() ? message : "It threw " + failure;
    }
}
