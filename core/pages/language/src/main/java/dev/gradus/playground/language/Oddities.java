package dev.gradus.playground.language;

import java.util.List;
import java.util.Set;

/** What is allowed but rarely meant, to choose among the places where a bracket could be missing. */
final class Oddities {
    private static final Set<String> REDUCTIONS = Set.of("sum", "mean", "Σ", "∑");

    private static final Set<String> ACTIVATIONS = Set.of("tanh", "sigmoid", "relu", "softmax", "σ");

    private Oddities() {}

    /** The number of odd expressions in the lines of a program that can be read by themselves. */
    static int of(String text) {
        return Scope.lines(text).stream()
                .flatMap(line -> line.value().stream())
                .mapToInt(value -> of(value, false))
                .sum();
    }

    private static int of(Expr expr, boolean isReduced) {
        boolean isReduction = isCall(expr, REDUCTIONS);
        int odd = isReduction && isReduced || isConstant(expr) ? 1 : 0;
        if (expr instanceof Expr.Binary binary) {
            boolean isPower = binary.sign().equals("**");
            boolean isSum = binary.sign().equals("+") || binary.sign().equals("-");
            boolean subtractsSquare = binary.sign().equals("-")
                    && binary.right() instanceof Expr.Binary power
                    && power.sign().equals("**")
                    && power.left() instanceof Expr.Name;
            boolean isActivated = isCall(binary.left(), ACTIVATIONS)
                    && (isSum && binary.right() instanceof Expr.Name
                            || binary.sign().equals("@") && isOfName(binary.left(), "x"));
            boolean growsTarget = binary.sign().equals("+")
                    && binary.left() instanceof Expr.Name name
                    && name.text().equals("y");
            boolean isProductOfSums = "*@".contains(binary.sign())
                    && isCall(binary.left(), REDUCTIONS)
                    && contains(binary.right(), REDUCTIONS);
            boolean isByOne =
                    binary.sign().equals("/") && binary.right() instanceof Expr.Numeral one && one.value() == 1;
            odd += growsTarget || isProductOfSums || isByOne ? 1 : 0;
            odd += isPower && isCall(binary.left(), REDUCTIONS) || subtractsSquare || isActivated ? 1 : 0;
        }
        List<Expr> parts = Idioms.children(expr);
        return odd
                + parts.stream()
                        .mapToInt(part -> of(part, isReduced || isReduction))
                        .sum();
    }

    private static boolean contains(Expr expr, Set<String> names) {
        return isCall(expr, names) || Idioms.children(expr).stream().anyMatch(child -> contains(child, names));
    }

    private static boolean isCall(Expr expr, Set<String> names) {
        return expr instanceof Expr.Call call
                && (call.function() instanceof Expr.Name name && names.contains(name.text())
                        || call.function() instanceof Expr.Member member && names.contains(member.name()));
    }

    private static boolean isOfName(Expr call, String name) {
        return ((Expr.Call) call)
                .arguments().stream()
                        .anyMatch(one ->
                                one instanceof Expr.Name word && word.text().equals(name));
    }

    private static boolean isConstant(Expr expr) {
        return isCall(expr, Set.of("log", "sum", "mean"))
                && ((Expr.Call) expr).arguments().stream().allMatch(Expr.Numeral.class::isInstance);
    }
}
