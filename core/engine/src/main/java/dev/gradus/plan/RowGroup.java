package dev.gradus.plan;

import dev.gradus.node.Dependence;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ops whose rows are independent of each other, as a graph that computes one block of rows.
 *
 * @param rows the number of rows of the value
 * @param blockRows the number of rows of a block
 * @param ops the number of ops
 * @param block computes a block from the operands
 * @param operands the values that the group reads
 */
public record RowGroup(int rows, int blockRows, int ops, Node block, List<Operand> operands) {
    /**
     * A value that the group reads.
     *
     * @param index its index in the program
     * @param input stands for it in the graph of a block
     * @param byRows whether a block reads the same rows of it, rather than all of it
     */
    public record Operand(int index, Input input, boolean byRows) {}

    /** Rebuilds these ops for a block. The last one computes the value of the group. */
    static RowGroup of(Program program, BitSet members, int blockRows) {
        int last = members.length() - 1;
        Node[] values = new Node[last + 1];
        Map<List<Object>, Operand> found = new HashMap<>();
        List<Operand> operands = new ArrayList<>();
        for (int index = members.nextSetBit(0); index >= 0; index = members.nextSetBit(index + 1)) {
            List<Node> in = new ArrayList<>();
            for (int i = 0; i < program.inputs(index); i++) {
                int from = program.input(index, i);
                boolean byRows = readsRows(program, index, i);
                Shape whole = program.node(index).inputs().get(i).shape();
                Shape shape = byRows ? withRows(whole, blockRows) : Shape.of(whole.sizes());
                if (members.get(from)) {
                    in.add(shaped(values[from], shape));
                } else {
                    Operand operand = found.computeIfAbsent(List.of(from, byRows, shape), unknown -> {
                        Operand next = new Operand(from, Input.of("operand " + operands.size(), shape), byRows);
                        operands.add(next);
                        return next;
                    });
                    in.add(operand.input());
                }
            }
            values[index] = ofBlock((Op) program.node(index), in, blockRows);
        }
        int rows = program.node(last).shape().size(0);
        return new RowGroup(rows, blockRows, members.cardinality(), values[last], List.copyOf(operands));
    }

    /** The number of elements that are copied for a block: of operands that are read by rows, and of the value. */
    int copied() {
        int copied = block.shape().elements();
        for (Operand operand : operands) {
            copied += operand.byRows() ? operand.input().shape().elements() : 0;
        }
        return copied;
    }

    private static Node shaped(Node value, Shape shape) {
        return value.shape().equals(shape) ? value : value.reshape(shape);
    }

    /** Returns the op on a block. An op that is constructed with its shape gets the block's. */
    private static Node ofBlock(Op op, List<Node> in, int blockRows) {
        Shape shape = withRows(op.shape(), blockRows);
        if (op.dependence() == Dependence.REPETITION) {
            return in.get(0).broadcastTo(shape);
        }
        if (op.dependence() == Dependence.SUM
                && shape.rank() == in.get(0).shape().rank()) {
            return in.get(0).sumTo(shape);
        }
        return op.withInputs(in);
    }

    private static Shape withRows(Shape shape, int rows) {
        int[] sizes = shape.sizes().clone();
        sizes[0] = rows;
        return Shape.of(sizes);
    }

    /** Whether an op by rows reads the same rows of an operand, rather than all of it. */
    static boolean readsRows(Program program, int index, int operand) {
        Shape shape = program.node(index).shape();
        Shape of = program.node(index).inputs().get(operand).shape();
        boolean isRightMatrix = program.dependence(index) == Dependence.PRODUCT && shape.rank() == 2 && operand == 1;
        boolean keepsRank =
                of.rank() == shape.rank() || program.dependence(index).isReduction();
        return !isRightMatrix && of.rank() > 0 && keepsRank && of.size(0) == shape.size(0);
    }
}
