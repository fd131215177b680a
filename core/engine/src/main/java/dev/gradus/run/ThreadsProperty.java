package dev.gradus.run;

import java.util.Optional;

/** How many threads share large work where a run does not say so itself. */
final class ThreadsProperty {
    static final String NAME = "dev.gradus.threads";

    private ThreadsProperty() {}

    /** As many as the system property says; without it no fewer than the JVM has processors. */
    static int value() {
        return of(Optional.ofNullable(System.getProperty(NAME)));
    }

    /** What the property's value means. */
    static int of(Optional<String> value) {
        try {
            int threads = value.map(Integer::parseInt).orElse(Integer.MAX_VALUE);
            if (threads >= 1) {
                return threads;
            }
        } catch (NumberFormatException noNumber) {
            // Refused below.
        }
        throw new IllegalArgumentException("The system property " + NAME + " is \"" + value.orElse("")
                + "\"; it may be a whole number from 1 to " + Integer.MAX_VALUE);
    }
}
