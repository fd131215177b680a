package dev.gradus.examples;

/** Something that the user can put right: the message says what and where, and a stack trace would add nothing. */
final class LessonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LessonException(String message) {
        super(message);
    }
}
