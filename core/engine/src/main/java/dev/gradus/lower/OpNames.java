package dev.gradus.lower;

/** The names by which tables refer to ops. */
final class OpNames {
    private static final String LIBRARY = "dev.gradus.";

    private static final ClassValue<String> NAMES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> op) {
            String name = op.getName();
            return name.startsWith(LIBRARY) ? name.substring(LIBRARY.length()) : "";
        }
    };

    private OpNames() {}

    /** The package and the name of an op of the library, such as {@code node.Log1p}; empty for a user's op. */
    static String of(Class<?> op) {
        return NAMES.get(op);
    }
}
