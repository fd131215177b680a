package dev.gradus.playground.language;

import dev.gradus.playground.language.Statement.Assignment;
import dev.gradus.tensor.Tensor;
import java.util.Optional;
import java.util.Set;

/** Data that lines define, as programs from elsewhere do: {@code X = np.array([[0, 1], [1, 0]])}. */
public final class OwnData {
    private static final Set<String> FEATURES =
            Set.of("x", "X", "xs", "Xs", "inputs", "X_train", "x_train", "x_data", "data", "features", "xb");

    private static final Set<String> TARGETS =
            Set.of("y", "Y", "ys", "Ys", "targets", "target", "labels", "Y_train", "y_train", "y_data", "yb", "y_true");

    private OwnData() {}

    /** Whether a line gives data: one of its usual names, and numbers that a function of a library makes. */
    static boolean isOne(Assignment assignment, Expressions reader) {
        return usualName(assignment.name()).isPresent()
                && isOfLibrary(assignment.value(), reader)
                && reader.isInitialValue(assignment.value());
    }

    private static boolean isOfLibrary(Expr expr, Expressions reader) {
        return expr instanceof Expr.Call call
                        && reader.path(call.function())
                                .filter(QualifiedName::isQualified)
                                .isPresent()
                || Idioms.children(expr).stream().anyMatch(child -> isOfLibrary(child, reader));
    }

    /** x or y, if a name is one of those that people give to the data. */
    public static Optional<String> usualName(String name) {
        return FEATURES.contains(name)
                ? Optional.of("x")
                : TARGETS.contains(name) ? Optional.of("y") : Optional.empty();
    }

    /** The names of axes that the data of the page has. */
    static Tensor named(Tensor data) {
        return switch (data.shape().rank()) {
            case 1 -> data.named("n_batch");
            case 2 -> data.named("n_batch", "n_in");
            default -> data;
        };
    }
}
