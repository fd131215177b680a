package dev.gradus.playground.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A function's name and the library that it is taken from: {@code np.linalg.norm}, {@code F.relu}, {@code relu}.
 *
 * @param library the prefix under which {@link Library} may know another meaning of the name
 * @param name the name without its library and modules
 * @param isQualified whether a library is written before it
 */
record QualifiedName(String library, String name, boolean isQualified) {
    /** The names of libraries and their classes, and the prefix for each. */
    private static final Map<String, String> LIBRARIES = Map.ofEntries(
            Map.entry("np", "np"),
            Map.entry("numpy", "np"),
            Map.entry("jnp", "np"),
            Map.entry("torch", "torch"),
            Map.entry("F", "torch"),
            Map.entry("nn", "torch"),
            Map.entry("rng", "np"),
            Map.entry("scipy", "scipy"),
            Map.entry("math", "math"),
            Map.entry("Functions", "gradus"),
            Map.entry("Activations", "gradus"),
            Map.entry("Reductions", "gradus"),
            Map.entry("Orders", "gradus"),
            Map.entry("Scans", "gradus"),
            Map.entry("Calculus", "gradus"),
            Map.entry("Moves", "gradus"),
            Map.entry("Indexing", "gradus"),
            Map.entry("LinearAlgebra", "gradus"),
            Map.entry("Losses", "gradus"),
            Map.entry("ClassLosses", "gradus"),
            Map.entry("Norms", "gradus"),
            Map.entry("Pools", "gradus"),
            Map.entry("Convolutions", "gradus"),
            Map.entry("Attention", "gradus"),
            Map.entry("Tensor", "gradus"),
            Map.entry("Initializers", "gradus"));

    /** Parts of libraries. Only linalg changes what a name means. */
    private static final Set<String> MODULES = Set.of("linalg", "special", "functional", "nn", "random", "fft");

    /**
     * Reads a name.
     *
     * @param isValue whether a word names a value, whose members are not functions of a library
     * @return empty for members of values
     */
    static Optional<QualifiedName> of(Expr expr, Predicate<String> isValue) {
        List<String> words = new ArrayList<>();
        Expr first = expr;
        while (first instanceof Expr.Member member) {
            words.add(0, member.name());
            first = member.of();
        }
        if (!(first instanceof Expr.Name root)) {
            return Optional.empty();
        }
        if (words.isEmpty()) {
            return Optional.of(new QualifiedName("", root.text(), false));
        }
        String library = LIBRARIES.get(root.text());
        if (library == null || isValue.test(root.text())) {
            return Optional.empty();
        }
        while (words.size() > 1 && MODULES.contains(words.get(0))) {
            library += words.remove(0).equals("linalg") ? ".linalg" : "";
        }
        return Optional.of(new QualifiedName(library, String.join(".", words), true));
    }
}
