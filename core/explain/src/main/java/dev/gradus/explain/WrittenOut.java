package dev.gradus.explain;

import dev.gradus.explain.Formula.Name;
import dev.gradus.explain.Formula.Number;
import dev.gradus.explain.Formula.Operation;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Writes one element with its sums term by term, {@code x₁₁ · ∂J/∂z₁₁ + x₂₁ · ∂J/∂z₂₁}, as symbols or as numbers. A long sum
 * shows its first two terms, its last one, and the total of the others.
 */
final class WrittenOut extends Elements {
    private static final int MOST_TERMS = 6;
    private static final Notation PLUS = Notation.infix("+", Binding.SUM);

    private final NodeValues values;
    private final boolean numbers;

    WrittenOut(Symbols symbols, Letters letters, NodeValues values, boolean numbers) {
        super(symbols, letters);
        this.values = values;
        this.numbers = numbers;
    }

    @Override
    Formula leaf(Node node, Formula symbol, List<String> index) {
        return numbers ? new Number(values.at(node, index), true) : super.leaf(node, symbol, index);
    }

    @Override
    Formula constant(Node node, Formula number) {
        return numbers ? new Number(((Constant) node).value().item(), true) : number;
    }

    @Override
    Formula other(Op op, List<String> index) {
        return numbers ? new Number(values.at(op, index), true) : super.other(op, index);
    }

    @Override
    Formula total(String letter, int size, Function<String, Formula> term, Summand summand) {
        if (size == 0) {
            return new Number(0, true);
        }
        List<Formula> terms = new ArrayList<>();
        boolean whole = size <= MOST_TERMS;
        for (int i = 1; i <= (whole ? size : 2); i++) {
            terms.add(term.apply(String.valueOf(i)));
        }
        if (!whole) {
            terms.add(new Name(
                    "… " + (size - 3) + " more, together " + NumberText.rounded(leftOut(size, summand)) + " …"));
            terms.add(term.apply(String.valueOf(size)));
        }
        return terms.stream()
                .reduce((sum, next) -> new Operation(PLUS, List.of(sum, next)))
                .orElseThrow();
    }

    private double leftOut(int size, Summand summand) {
        double sum = 0;
        for (int i = 3; i < size; i++) {
            sum += summand.at(values, String.valueOf(i));
        }
        return sum;
    }
}
