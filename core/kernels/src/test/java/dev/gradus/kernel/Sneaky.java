package dev.gradus.kernel;

/** Throws checked exceptions without declaring them, as other languages do. */
public final class Sneaky {
    private Sneaky() {}

    /** Throws the given exception. The return type only satisfies the compiler. */
    public static RuntimeException unchecked(Throwable thrown) {
        return Sneaky.<RuntimeException>thrown(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T thrown(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
