package dev.gradus.sparse;

import dev.gradus.node.Dependence;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Determines on which elements of x the elements of one op's value depend, for each {@link Dependence}. */
final class OpInfluences {
    private final Op op;
    private final List<DependencySets> operands;

    /** The operands without a derivative, such as indices. */
    private final BitSet withoutDerivative;

    private final Union union;
    private final int elements;

    OpInfluences(Op op, List<DependencySets> operands, BitSet withoutDerivative, Union union) {
        this.op = op;
        this.operands = operands;
        this.withoutDerivative = withoutDerivative;
        this.union = union;
        this.elements = op.shape().elements();
    }

    DependencySets all() {
        union.begin();
        operands.forEach(operand -> Arrays.stream(operand.influences()).forEach(union::add));
        return DependencySets.alike(union.set(), elements);
    }

    /** Operands are broadcast against each other. */
    DependencySets byIndex() {
        int[][] indices = IntStream.range(0, operands.size())
                .mapToObj(i -> broadcast(op.input(i).shape(), op.shape()))
                .toArray(int[][]::new);
        int[][] sets = new int[elements][];
        for (int element = 0; element < elements; element++) {
            union.begin();
            for (int i = 0; i < indices.length; i++) {
                union.add(operands.get(i).set(indices[i][element]));
            }
            sets[element] = union.set();
        }
        return DependencySets.dependent(sets);
    }

    /** Returns, for each element of the larger shape, the element of the smaller shape that is copied there. */
    private static int[] broadcast(Shape from, Shape to) {
        int shift = to.rank() - from.rank();
        int[] indices = {0};
        for (int axis = 0; axis < to.rank(); axis++) {
            int size = to.size(axis);
            int step = axis < shift ? 0 : from.size(axis - shift);
            int[] longer = new int[indices.length * size];
            for (int i = 0; i < longer.length; i++) {
                int index = step == 1 ? 0 : i % size;
                longer[i] = step == 0 && axis < shift ? indices[i / size] : indices[i / size] * step + index;
            }
            indices = longer;
        }
        return indices;
    }

    /** Reduces some axes of the first operand; the others keep their order. */
    DependencySets reduced() {
        Shape shape = op.input(0).shape();
        int[] to = {0};
        for (int axis = 0; axis < shape.rank(); axis++) {
            int size = shape.size(axis);
            boolean isReduced = op.reducedAxes().contains(axis);
            int[] before = to;
            int[] longer = new int[before.length * size];
            Arrays.setAll(longer, i -> isReduced ? before[i / size] : before[i / size] * size + i % size);
            to = longer;
        }
        int[][] members = Compression.grouped(to, elements);
        int[][] sets = new int[elements][];
        for (int element = 0; element < elements; element++) {
            union.begin();
            for (int member : members[element]) {
                union.add(operands.get(0).set(member));
            }
            sets[element] = union.set();
        }
        return DependencySets.dependent(sets);
    }

    /**
     * Finds the origin of each element by moving indices. If the origin depends on numbers that are not yet known, it may be
     * any element.
     */
    DependencySets moved() {
        double[][] indices = new double[operands.size()][];
        int[] starts = new int[operands.size() + 1];
        for (int i = 0; i < indices.length; i++) {
            int size = op.input(i).shape().elements();
            starts[i + 1] = starts[i] + size;
            if (withoutDerivative.get(i) && operands.get(i).value().isEmpty()) {
                return all();
            }
            int start = starts[i] + 1;
            indices[i] = operands.get(i)
                    .value()
                    .orElseGet(() -> IntStream.range(start, start + size)
                            .asDoubleStream()
                            .toArray());
        }
        double[] from = new double[elements];
        op.compute(indices, from);
        double[] negative = new double[elements];
        for (int i = 0; i < indices.length; i++) {
            if (operands.get(i).value().isEmpty()) {
                indices[i] = Arrays.stream(indices[i]).map(index -> -index).toArray();
            }
        }
        op.compute(indices, negative);
        int[][] sets = new int[elements][];
        for (int element = 0; element < elements; element++) {
            boolean isMoved = from[element] != 0 && from[element] == -negative[element];
            sets[element] = isMoved ? at((int) from[element] - 1, starts) : Union.EMPTY;
        }
        return DependencySets.dependent(sets);
    }

    private int[] at(int index, int[] starts) {
        int operand = 0;
        while (starts[operand + 1] <= index) {
            operand++;
        }
        return operands.get(operand).set(index - starts[operand]);
    }

    /**
     * Uses the op's rule: an element depends on the elements of an operand whose gradient depends on the upstream gradient
     * of the element.
     *
     * @param gradients for each operand, the elements of the upstream gradient on which those of its gradient depend
     */
    DependencySets byRule(List<DependencySets> gradients) {
        int[][][] byElement = new int[gradients.size()][][];
        int[][] wholeOperands = new int[gradients.size()][];
        for (int i = 0; i < byElement.length; i++) {
            int[][] rows = gradients.get(i).influences();
            boolean isFull = Arrays.stream(rows).allMatch(row -> row.length == elements);
            union.begin();
            if (isFull) { // such as a matrix by which each element is multiplied
                Arrays.stream(operands.get(i).influences()).forEach(union::add);
            }
            wholeOperands[i] = union.set();
            byElement[i] = Coloring.transposed(isFull ? new int[0][] : rows, elements);
        }
        int[][] sets = new int[elements][];
        for (int element = 0; element < elements; element++) {
            union.begin();
            for (int i = 0; i < byElement.length; i++) {
                union.add(wholeOperands[i]);
                for (int of : byElement[i][element]) {
                    union.add(operands.get(i).set(of));
                }
            }
            sets[element] = union.set();
        }
        return DependencySets.dependent(sets);
    }

    /**
     * An element depends on a whole row of the left operand and a whole column of the right one, except where a known 0
     * intervenes.
     */
    DependencySets product() {
        Shape left = op.input(0).shape(), right = op.input(1).shape(), shape = op.shape();
        int rows = left.size(-2), inner = left.size(-1), columns = right.size(-1);
        int[] leftOf = broadcast(outer(left), outer(shape));
        int[] rightOf = broadcast(outer(right), outer(shape));
        int[][] sets = new int[elements][];
        for (int matrix = 0, element = 0; matrix < leftOf.length; matrix++) {
            Factor a = new Factor(operands.get(0), leftOf[matrix] * rows * inner, inner, 1);
            Factor b = new Factor(operands.get(1), rightOf[matrix] * inner * columns, 1, columns);
            int[][] wholeRows = a.lines(rows, inner);
            int[][] wholeColumns = b.lines(columns, inner);
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++, element++) {
                    union.begin();
                    addLine(a, row, wholeRows, b, column, inner);
                    addLine(b, column, wholeColumns, a, row, inner);
                    sets[element] = union.set();
                }
            }
        }
        return DependencySets.dependent(sets);
    }

    private void addLine(Factor factor, int line, int[][] whole, Factor other, int otherLine, int inner) {
        if (!other.hasZeros) {
            union.add(whole[line]);
        } else if (factor.sets.isDependent()) {
            for (int t = 0; t < inner; t++) {
                if (!other.isZero(otherLine, t)) {
                    union.add(factor.set(line, t));
                }
            }
        }
    }

    private static Shape outer(Shape shape) {
        return Shape.of(Arrays.copyOf(shape.sizes(), shape.rank() - 2));
    }

    /** A matrix in an operand, as lines of the numbers that are multiplied and added. */
    private final class Factor {
        private final DependencySets sets;
        private final int start;
        private final int line;
        private final int step;
        private final boolean hasZeros;

        Factor(DependencySets sets, int start, int line, int step) {
            this.sets = sets;
            this.start = start;
            this.line = line;
            this.step = step;
            this.hasZeros = sets.value()
                    .map(value -> Arrays.stream(value).anyMatch(number -> number == 0))
                    .orElse(false);
        }

        boolean isZero(int index, int t) {
            return sets.value().orElseThrow()[start + index * line + t * step] == 0;
        }

        int[] set(int index, int t) {
            return sets.set(start + index * line + t * step);
        }

        /** Returns everything on which each line depends. */
        int[][] lines(int count, int inner) {
            int[][] sets = new int[count][];
            for (int index = 0; index < count; index++) {
                union.begin();
                for (int t = 0; t < inner; t++) {
                    union.add(set(index, t));
                }
                sets[index] = union.set();
            }
            return sets;
        }
    }
}
