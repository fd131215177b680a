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
 * @param operands stand for the values that the group reads
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

    static RowGroup of(Program program, BitSet members, int blockRows) {
        Map<Integer, Node> values = new HashMap<>();
        Map<List<Object>, Operand> operands = new HashMap<>();
        List<Operand> inOrder = new ArrayList<>();
        int rows = program.node(members.length() - 1).shape().size(0);
        for (int index = members.nextSetBit(0); index >= 0; index = members.nextSetBit(index + 1)) {
            List<Node> in = new ArrayList<>();
            for (int i = 0; i < program.inputs(index); i++) {
                int from = program.input(index, i);
                boolean byRows = RowGroups.readsRows(program, index, i);
                Shape shape = program.node(index).inputs().get(i).shape();
                Shape ofBlock = byRows ? withRows(shape, blockRows) : Shape.of(shape.sizes());
                if (members.get(from)) {
                    in.add(shaped(values.get(from), ofBlock));
                } else {
                    Operand operand = operands.computeIfAbsent(List.of(from, byRows, ofBlock), unknown -> {
                        Input input = Input.of("operand" + inOrder.size(), ofBlock);
                        inOrder.add(new Operand(from, input, byRows));
                        return inOrder.get(inOrder.size() - 1);
                    });
                    in.add(operand.input());
                }
            }
            values.put(index, ofBlock((Op) program.node(index), in, blockRows));
        }
        return new RowGroup(
                rows, blockRows, members.cardinality(), values.get(members.length() - 1), List.copyOf(inOrder));
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

    /** Returns the op on a block. Ops that are given their shape get the block's. */
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

    static Shape withRows(Shape shape, int rows) {
        int[] sizes = shape.sizes().clone();
        sizes[0] = rows;
        return Shape.of(sizes);
    }
}
