package dev.gradus.kernel;

/** Throws what Java would have declared, as other languages do. */
public final class Sneaky {
    private Sneaky() {}

    /** Throws this; the type of what it returns is for the compiler. */
    public static RuntimeException unchecked(Throwable thrown) {
        return Sneaky.<RuntimeException>thrown(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T thrown(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
