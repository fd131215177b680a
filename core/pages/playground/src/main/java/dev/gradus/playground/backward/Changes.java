package dev.gradus.playground.backward;

import dev.gradus.playground.language.Expr;
import dev.gradus.playground.language.Problem;
import dev.gradus.playground.language.Scope;
import dev.gradus.playground.language.Scope.Line;
import dev.gradus.playground.language.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Changes of some elements, as values: {@code dh[z <= 0] = 0}, {@code dz[range(n), y] -= 1} and {@code dC[i] += de}. */
final class Changes {
    private static final Set<String> COMPARISONS = Set.of("<", ">", "<=", ">=", "==", "!=");

    private Changes() {}

    /**
     * The whole array after a change of some elements.
     *
     * @param changed all elements, changed
     */
    static Expr part(Line line, Expr before, Expr value, Expr changed, UnaryOperator<Expr> inlined) {
        Span span = line.span();
        List<Expr> index = line.index();
        if (index.size() == 1 && index.get(0) instanceof Expr.Binary mask && COMPARISONS.contains(mask.sign())) {
            return call("where", span, inlined.apply(mask), changed, before);
        } else if (index.size() == 2
                && isRange(inlined.apply(index.get(0)))
                && (line.sign().equals("-") || line.sign().equals("+"))) {
            Expr columns = new Expr.Index(
                    new Expr.Member(before, "shape", span, span), List.of(new Expr.Numeral(1, "1", span)), span);
            Expr chosen = call("one_hot", span, inlined.apply(index.get(1)), columns);
            Expr product = new Expr.Binary("*", chosen, value, span, span);
            return new Expr.Binary(line.sign(), before, product, span, span);
        } else if (line.sign().equals(Scope.ADD_AT)
                || index.size() == 1 && line.sign().equals("+")) {
            return rows(before, inlined.apply(index.get(0)), value, span);
        }
        throw Problem.at(
                line.nameSpan(),
                "unknown change",
                "Elements can be changed by a mask, as in dh[z <= 0] = 0, by labels, as in dz[range(n), y] -= 1, or by rows, as in np.add.at(dC, i, de).");
    }

    /** Adds rows to those with these numbers: a product with one-hot rows. */
    private static Expr rows(Expr before, Expr numbers, Expr value, Span span) {
        Expr all = new Expr.Numeral(-1, "-1", span);
        Expr shape = new Expr.Member(before, "shape", span, span);
        Expr height = new Expr.Index(shape, List.of(new Expr.Numeral(0, "0", span)), span);
        Expr width = new Expr.Index(shape, List.of(new Expr.Numeral(1, "1", span)), span);
        Expr chosen = call("one_hot", span, method(numbers, "reshape", all), height);
        Expr turned = new Expr.Member(chosen, "T", span, span);
        Expr sums = new Expr.Binary("@", turned, method(value, "reshape", all, width), span, span);
        return new Expr.Binary("+", before, sums, span, span);
    }

    private static Expr method(Expr of, String name, Expr... arguments) {
        Span span = of.span();
        return new Expr.Call(new Expr.Member(of, name, span, span), List.of(arguments), Map.of(), span);
    }

    /** Whether an index is all rows in order; the labels have as many elements. */
    private static boolean isRange(Expr rows) {
        return rows instanceof Expr.Call call
                && call.arguments().size() == 1
                && (call.function() instanceof Expr.Name name && name.text().endsWith("range")
                        || call.function() instanceof Expr.Member member
                                && member.name().equals("arange"));
    }

    private static Expr call(String function, Span span, Expr... arguments) {
        Expr library = new Expr.Member(new Expr.Name("Functions", span), function, span, span);
        return new Expr.Call(library, List.of(arguments), Map.of(), span);
    }
}
