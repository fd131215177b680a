package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plans a sum of products over labeled axes. Diagonals and sums of single operands come first. Then the two operands whose
 * product takes the fewest multiplications are repeatedly contracted, as one matrix product.
 */
final class Einsum {
    /** NumPy's limit. Comparing all pairs before each product takes cubic time. */
    private static final int MOST_OPERANDS = 64;

    private final List<Labeled> open = new ArrayList<>();
    private final List<Integer> result;

    private Einsum(List<Integer> result) {
        this.result = result;
    }

    static Node of(String text, List<? extends Node> operands) {
        if (operands.size() > MOST_OPERANDS) {
            throw new IllegalArgumentException("einsum: there are " + operands.size() + " operands, but the maximum"
                    + " is " + MOST_OPERANDS + "; contract some of them first");
        }
        List<Integer> ranks =
                operands.stream().map(operand -> operand.shape().rank()).toList();
        EinsumFormula formula = EinsumFormula.of(text, ranks);
        TreeMap<Integer, Integer> sizes = sizes(text, formula, operands);
        Einsum plan = new Einsum(formula.result());
        for (int i = 0; i < operands.size(); i++) {
            Labeled operand = new Labeled(operands.get(i), formula.operands().get(i)).withoutRepeats();
            List<Integer> repeated = operand.labels().stream()
                    .filter(label -> operand.size(label) == 1 && sizes.getOrDefault(label, 1) > 1)
                    .toList();
            List<Integer> empty = operand.labels().stream()
                    .filter(label -> sizes.getOrDefault(label, 1) == 0)
                    .toList();
            plan.open.add(operand.dropped(repeated).emptied(empty));
        }
        return plan.contractAll();
    }

    /** Returns the size of each label. An axis of size 1 broadcasts as usual, even to size 0. */
    private static TreeMap<Integer, Integer> sizes(String text, EinsumFormula formula, List<? extends Node> operands) {
        TreeMap<Integer, Integer> sizes = new TreeMap<>();
        for (int i = 0; i < operands.size(); i++) {
            Shape shape = operands.get(i).shape();
            List<Integer> labels = formula.operands().get(i);
            for (int axis = 0; axis < labels.size(); axis++) {
                int label = labels.get(axis);
                int size = shape.size(axis);
                int known = sizes.getOrDefault(label, 1);
                boolean onOneOperand = labels.indexOf(label) < axis;
                if (known != size && (onOneOperand || known != 1 && size != 1)) {
                    throw new ShapeException("einsum: '" + text + "': " + name(label) + " is " + known + " and then "
                            + size + " in " + operands.get(i).describe());
                }
                sizes.put(label, size == 1 ? known : size);
            }
        }
        return sizes;
    }

    private static String name(int label) {
        return label > 0 ? "axis " + (char) label : "axis " + label + " of '...'";
    }

    private Node contractAll() {
        for (int i = 0; i < open.size(); i++) {
            open.set(i, open.get(i).summedExcept(neededBesides(i, i)));
        }
        while (open.size() > 1) {
            contractCheapest();
        }
        return open.get(0).ordered(result).node();
    }

    /** Returns the labels of the result and of all remaining operands except these two. */
    private Set<Integer> neededBesides(int first, int second) {
        Set<Integer> needed = new LinkedHashSet<>(result);
        for (int i = 0; i < open.size(); i++) {
            if (i != first && i != second) {
                needed.addAll(open.get(i).labels());
            }
        }
        return needed;
    }

    private void contractCheapest() {
        int first = 0, second = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < open.size(); i++) {
            for (int k = i + 1; k < open.size(); k++) {
                double cost = multiplications(open.get(i), open.get(k));
                if (cost < least) {
                    least = cost;
                    first = i;
                    second = k;
                }
            }
        }
        Labeled product = product(open.get(first), open.get(second), neededBesides(first, second));
        open.remove(second);
        open.set(first, product);
    }

    private static double multiplications(Labeled a, Labeled b) {
        double count = 1;
        for (int label : a.labels()) {
            count *= a.size(label);
        }
        for (int label : b.labels()) {
            count *= a.has(label) ? 1 : b.size(label);
        }
        return count;
    }

    /** Multiplies and sums over shared labels that are not needed. */
    private static Labeled product(Labeled a, Labeled b, Set<Integer> needed) {
        List<Integer> batch = new ArrayList<>(), inner = new ArrayList<>(), left = new ArrayList<>();
        for (int label : a.labels()) {
            (!b.has(label) ? left : needed.contains(label) ? batch : inner).add(label);
        }
        List<Integer> right = new ArrayList<>(b.labels());
        right.removeAll(a.labels());
        List<Integer> all = joined(batch, left, right);
        if (inner.isEmpty()) {
            return new Labeled(a.alignedTo(all).node().multiply(b.alignedTo(all).node()), all);
        }
        int between = a.elements(inner);
        int[] sizes = new int[all.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = a.has(all.get(i)) ? a.size(all.get(i)) : b.size(all.get(i));
        }
        Node of = matrices(a.ordered(joined(batch, left, inner)), batch, a.elements(left), between)
                .matMul(matrices(b.ordered(joined(batch, inner, right)), batch, between, b.elements(right)));
        return new Labeled(Labeled.reshape(of, Shape.of(sizes)), all);
    }

    /** Arranges the axes as batch, rows and columns of a batch of matrices, or of a single matrix. */
    private static Node matrices(Labeled operand, List<Integer> batch, int rows, int columns) {
        Shape shape = batch.isEmpty() ? Shape.of(rows, columns) : Shape.of(operand.elements(batch), rows, columns);
        return Labeled.reshape(operand.node(), shape);
    }

    @SafeVarargs
    private static List<Integer> joined(List<Integer>... parts) {
        List<Integer> all = new ArrayList<>();
        for (List<Integer> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
