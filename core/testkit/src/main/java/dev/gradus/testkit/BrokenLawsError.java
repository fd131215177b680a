package dev.gradus.testkit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Thrown when an op or a model breaks several laws. The message names them. {@code toString()}, and so the stack trace,
 * begins with the whole report of the plainest law and brief ones of the next two.
 */
public final class BrokenLawsError extends AssertionError {
    /** The number of laws that are reported; the others are only named. */
    static final int REPORTED = 3;

    private static final long serialVersionUID = 1L;

    private final transient List<BrokenLawError> errors;
    /** The text of {@code toString()}. */
    private final String reports;

    BrokenLawsError(List<BrokenLawError> errors) {
        super(errors.stream().map(Throwable::getMessage).collect(Collectors.joining(" ")));
        this.errors = List.copyOf(errors);
        int more = Math.max(0, errors.size() - REPORTED);
        Stream<String> named = more == 0
                ? Stream.empty()
                : Stream.of("… " + more + " more broken law" + (more == 1 ? "" : "s") + ": "
                        + errors.stream()
                                .skip(REPORTED)
                                .map(error -> error.law().name())
                                .collect(Collectors.joining(", ")));
        this.reports = Stream.concat(errors.stream().limit(REPORTED).map(BrokenLawError::report), named)
                .collect(Collectors.joining("\n"));
        setStackTrace(new StackTraceElement[0]);
    }

    List<BrokenLawError> errors() {
        return errors;
    }

    /**
     * The reports of all broken laws as one JSON array in one line: see {@link BrokenLawError#toJson}. Only the cases of
     * the laws that are reported are made smaller.
     */
    public String toJson() {
        return errors.stream().map(BrokenLawError::toJson).collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public String toString() {
        return reports;
    }
}
