package dev.gradus.explain;

import dev.gradus.explain.Formula.Element;
import dev.gradus.explain.Formula.Indicator;
import dev.gradus.explain.Formula.Name;
import dev.gradus.explain.Formula.Operation;
import dev.gradus.explain.Formula.Partial;
import dev.gradus.explain.Formula.Scaled;
import dev.gradus.explain.Formula.Total;
import dev.gradus.node.Dependence;
import dev.gradus.node.DivideBroadcast;
import dev.gradus.node.Mean;
import dev.gradus.node.MultiplyBroadcast;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Op;
import dev.gradus.node.Transpose;
import dev.gradus.node.UnaryOp;
import dev.gradus.node.Where;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes one element of a value in terms of elements of named values, with indices and sums: {@code Σ_t x_ti ∂J/∂z_tk}. Any
 * op other than an elementwise op, a matrix product, a sum or a reordering is written as itself with an index.
 */
class Elements {
    static final Notation DOT = Notation.infix("·", Binding.PRODUCT);

    interface Summand {
        double at(NodeValues values, String index);
    }

    /** A longer formula for an element would not fit on a page. */
    private static final int LONGEST = 500;

    private final Symbols symbols;
    private final Letters letters;

    /** The indices of the enclosing elements. No sum within them uses the same letter. */
    private final List<String> scope = new ArrayList<>();

    Elements(Symbols symbols, Letters letters) {
        this(symbols, letters, List.of());
    }

    Elements(Symbols symbols, Letters letters, List<String> scope) {
        this.symbols = symbols;
        this.letters = letters;
        this.scope.addAll(scope);
    }

    final Formula of(Node node, List<String> index) {
        if (symbols.of(node).isPresent()) {
            return leaf(node, symbols.of(node).get(), index);
        }
        return Symbols.number(node).map(number -> constant(node, number)).orElseGet(() -> ofOp((Op) node, index));
    }

    final Formula ofOp(Op op, List<String> index) {
        int outer = scope.size();
        scope.addAll(index);
        Formula element = written(op, index);
        scope.subList(outer, scope.size()).clear();
        return element;
    }

    private Formula written(Op op, List<String> index) {
        if (op.written() != op) {
            return of(op.written(), index);
        } else if (op instanceof MultiplyBroadcast product) {
            return product(product, index);
        } else if (op instanceof DivideBroadcast quotient) {
            return quotient(quotient, index);
        } else if (op instanceof Where && Formulas.isNumber(op.input(2), 0)) {
            return new Operation(DOT, List.of(aligned(op, 1, index), new Indicator(aligned(op, 0, index))));
        } else if (op.dependence().isElementwise()) {
            return new Operation(
                    op.notation(),
                    IntStream.range(0, op.inputs().size())
                            .mapToObj(input -> aligned(op, input, index))
                            .toList());
        } else if (op.dependence() == Dependence.REPETITION) {
            return aligned(op, 0, index);
        } else if (op.dependence() == Dependence.PRODUCT && op.shape().rank() == 2) {
            return matrixProduct(op, index);
        } else if (op instanceof Transpose && op.notation().symbol().equals("ᵀ")) {
            List<String> turned = new ArrayList<>(index);
            Collections.reverse(turned);
            return of(op.input(0), turned);
        } else if (op.dependence() == Dependence.SUM) {
            return reduced(op, index);
        } else if (op instanceof Mean) {
            return Formulas.mean(op, new Formula.Number(Formulas.count(op), false), reduced(op, index));
        }
        return other(op, index);
    }

    final Formula definitionOf(Op op, List<String> index) {
        boolean spelledOut = !(op instanceof UnaryOp) && op.definition().isPresent();
        return spelledOut ? of(op.definition().get(), index) : ofOp(op, index);
    }

    Formula leaf(Node node, Formula symbol, List<String> index) {
        return new Element(symbol, index);
    }

    Formula constant(Node node, Formula number) {
        return number;
    }

    Formula other(Op op, List<String> index) {
        Formula whole = new Formulas(symbols, letters, false, false).ofOp(op);
        return new Element(whole.text().length() > LONGEST ? abbreviated(op) : whole, index);
    }

    /** Abbreviates deep operands as messages do. */
    private Formula abbreviated(Op op) {
        return new Operation(
                op.notation(),
                op.inputs().stream()
                        .map(input -> symbols.of(input).orElseGet(() -> new Name(input.expression())))
                        .toList());
    }

    /**
     * Writes Σ over this many terms.
     *
     * @param letter the index of the sum
     * @param term the summand at an index
     * @param summand the value of the summand at an index
     */
    Formula total(String letter, int size, Function<String, Formula> term, Summand summand) {
        scope.add(letter);
        Formula body = term.apply(letter);
        scope.remove(scope.size() - 1);
        return sum(letter, size, body);
    }

    private Formula sum(Shape shape, int axis, Function<String, Formula> term, Summand summand) {
        String letter = letters.of(shape, axis, scope);
        return letter.equals(Letters.ONE) ? term.apply(letter) : total(letter, shape.size(axis), term, summand);
    }

    /** Writes Σ over an index if the formula contains it; otherwise multiplies by the number of equal terms. */
    static Formula sum(String letter, int size, Formula body) {
        if (letter.equals(Letters.ONE)) {
            return body;
        } else if (!mentions(body, letter)) {
            return Formulas.times(size, body);
        } else if (body instanceof Total rest) {
            return new Total(
                    Stream.concat(Stream.of(letter), rest.indices().stream()).toList(), rest.body());
        }
        return new Total(List.of(letter), body);
    }

    private static boolean mentions(Formula formula, String letter) {
        if (formula instanceof Element element) {
            return element.indices().contains(letter) || mentions(element.of(), letter);
        } else if (formula instanceof Operation operation) {
            return operation.operands().stream().anyMatch(operand -> mentions(operand, letter));
        } else if (formula instanceof Total total) {
            return mentions(total.body(), letter);
        } else if (formula instanceof Scaled scaled) {
            return mentions(scaled.body(), letter);
        } else if (formula instanceof Indicator indicator) {
            return mentions(indicator.condition(), letter);
        } else if (formula instanceof Partial partial) {
            return mentions(partial.y(), letter) || mentions(partial.x(), letter);
        }
        return false;
    }

    private Formula product(MultiplyBroadcast product, List<String> index) {
        if (symbols.isSeed(product.a()) || Formulas.isNumber(product.a(), 1)) {
            return aligned(product, 1, index);
        } else if (symbols.isSeed(product.b()) || Formulas.isNumber(product.b(), 1)) {
            return aligned(product, 0, index);
        } else if (Symbols.number(product.a()).isPresent() && product.b() instanceof Op) {
            return new Scaled(of(product.a(), List.of()), aligned(product, 1, index));
        }
        return new Operation(DOT, List.of(aligned(product, 0, index), aligned(product, 1, index)));
    }

    private Formula quotient(DivideBroadcast quotient, List<String> index) {
        Formula above = aligned(quotient, 0, index);
        Formula below = aligned(quotient, 1, index);
        boolean inFront = above.binding() == Binding.SUM || above instanceof Scaled;
        return inFront && Symbols.number(quotient.b()).isPresent()
                ? new Scaled(Formulas.oneOver(below), above)
                : new Operation(Formulas.OVER, List.of(above, below));
    }

    /** Writes the operand's element that is broadcast to this index. */
    private Formula aligned(Op op, int input, List<String> index) {
        return of(op.input(input), aligned(op.input(input).shape(), op.shape(), index));
    }

    /** Returns the index in an operand of the element that is broadcast to this index of the result. */
    static List<String> aligned(Shape operand, Shape result, List<String> index) {
        int shift = result.rank() - operand.rank();
        List<String> own = new ArrayList<>();
        for (int axis = 0; axis < operand.rank(); axis++) {
            boolean isCopied = operand.size(axis) == 1 && result.size(axis + shift) != 1;
            own.add(isCopied ? Letters.ONE : index.get(axis + shift));
        }
        return own;
    }

    private Formula matrixProduct(Op op, List<String> index) {
        boolean namedOnTheRight = op.input(0).shape().name(1).isEmpty();
        return sum(
                op.input(namedOnTheRight ? 1 : 0).shape(),
                namedOnTheRight ? 0 : 1,
                inner -> new Operation(
                        DOT,
                        List.of(
                                of(op.input(0), List.of(index.get(0), inner)),
                                of(op.input(1), List.of(inner, index.get(1))))),
                (values, at) -> values.at(op.input(0), List.of(index.get(0), at))
                        * values.at(op.input(1), List.of(at, index.get(1))));
    }

    private Formula reduced(Op op, List<String> index) {
        return summed(op.input(0), op.reducedAxes(), beforeReduction(op, index));
    }

    /**
     * Returns the index of the elements that are reduced to one, with {@code ""} for the reduced axes. Some reduced axes are
     * missing in the op's shape, including the first ones; the others have size 1.
     */
    static List<String> beforeReduction(Op op, List<String> index) {
        Node x = op.input(0);
        List<Integer> axes = op.reducedAxes();
        int gone = x.shape().rank() - op.shape().rank();
        List<String> full = new ArrayList<>();
        int next = 0;
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            boolean isReduced = axes.contains(axis);
            full.add(isReduced ? "" : index.get(next));
            if (isReduced && gone > 0) {
                gone--;
            } else {
                next++;
            }
        }
        return full;
    }

    private Formula summed(Node x, List<Integer> axes, List<String> index) {
        if (axes.isEmpty()) {
            return of(x, index);
        }
        int axis = axes.get(0);
        return sum(
                x.shape(),
                axis,
                letter -> {
                    List<String> inner = new ArrayList<>(index);
                    inner.set(axis, letter);
                    return summed(x, axes.subList(1, axes.size()), inner);
                },
                (values, at) -> {
                    List<String> inner = new ArrayList<>(index);
                    inner.set(axis, at);
                    return values.sum(x, inner);
                });
    }
}
