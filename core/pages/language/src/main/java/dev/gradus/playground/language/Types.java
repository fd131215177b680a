package dev.gradus.playground.language;

import dev.gradus.tensor.Tensor;
import java.util.Arrays;

/** The types of NumPy and PyTorch, which only matter if numbers would lose their fractions. */
final class Types {
    private Types() {}

    /** The name of a type: {@code int}, {@code np.int64}, {@code torch.long}, {@code "int32"}. */
    static String name(Expr type) {
        return type instanceof Expr.Name name
                ? name.text()
                : type instanceof Expr.Member member
                        ? member.name()
                        : type instanceof Expr.Text text ? text.text() : "";
    }

    /** Whether numbers of a type are whole. */
    static boolean isWhole(String type) {
        return type.matches("u?int\\d*|long|short|bool_?");
    }

    /** Whether numbers remain what they are in a type. */
    static boolean holds(String type, Tensor numbers) {
        return Arrays.stream(numbers.toArray())
                .allMatch(x -> x == (type.startsWith("bool") ? Math.abs(Math.signum(x)) : Math.rint(x)));
    }
}
