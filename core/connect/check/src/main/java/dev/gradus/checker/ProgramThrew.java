package dev.gradus.checker;

/** The program answered a request with an error. */
final class ProgramThrew extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ProgramThrew(String message) {
        super(message);
    }
}
