package dev.gradus.run;

import java.util.Optional;

/** The default number of threads that share large work. */
final class ThreadsProperty {
    static final String NAME = "dev.gradus.threads";

    private ThreadsProperty() {}

    /** The system property, or else the number of processors. */
    static int value() {
        return of(Optional.ofNullable(System.getProperty(NAME)));
    }

    static int of(Optional<String> value) {
        if (value.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        try {
            int threads = Integer.parseInt(value.get());
            if (threads >= 1) {
                return threads;
            }
        } catch (NumberFormatException noNumber) {
            // Refused below.
        }
        throw new IllegalArgumentException("The system property " + NAME + " is \"" + value.get()
                + "\"; it may be a whole number from 1 to " + Integer.MAX_VALUE);
    }
}
