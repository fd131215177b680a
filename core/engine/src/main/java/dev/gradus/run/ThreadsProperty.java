package dev.gradus.run;

import java.util.Optional;

/** The default limit on the threads that share large operations. */
final class ThreadsProperty {
    static final String NAME = "dev.gradus.threads";

    private ThreadsProperty() {}

    /**
     * Returns the value of the system property. Without it there is no limit other than the size of the thread pool.
     */
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
            // Reported below.
        }
        throw new IllegalArgumentException("The system property " + NAME + " is \"" + value.get()
                + "\", but must be a whole number from 1 to " + Integer.MAX_VALUE);
    }
}
