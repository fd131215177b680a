package dev.gradus.check;

import dev.gradus.kernel.BoundOp;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The part of an op that depends on one moving element: the same op on blocks of its inputs, with the same bits. */
final class PartialOp {
    /** A block of a node's value that changes with the moving element. */
    record Moving(int[] axes, double[] block) {
        static Moving element(Node node) {
            return new Moving(Influence.ofElement(node.shape()), new double[1]);
        }
    }

    private final Moving result;
    private final AxisBlock block;
    private final BoundOp bound;
    private final List<Copy> fixed = new ArrayList<>();
    private final List<Copy> changing = new ArrayList<>();
    private final int[] starts;

    private record Copy(AxisBlock block, double[] array, double[] part) {}

    /**
     * @param in the values of the inputs, which are not modified
     * @param moving for each input, the block that changes
     */
    PartialOp(Op op, Computing computing, double[][] in, List<Optional<Moving>> moving) {
        int[] axes = reached(op, moving);
        double[][] parts = new double[in.length][];
        List<Node> operands = new ArrayList<>();
        for (int input = 0; input < in.length; input++) {
            int[] needed = Influence.needed(op, input, axes);
            Shape shape = op.input(input).shape();
            parts[input] = part(shape, needed, in[input], moving.get(input));
            operands.add(Input.of("part", AxisBlock.sizes(shape, needed)));
        }
        this.block = new AxisBlock(op.shape(), axes);
        this.result = new Moving(axes, new double[block.elements()]);
        boolean isPart = block.elements() < op.shape().elements();
        this.starts = new int[changing.size()];
        Op partial = isPart ? op.withInputs(operands) : op;
        this.bound = parts[0] == in[0]
                ? computing.bindConstantFirst(partial, parts, result.block)
                : computing.bind(partial, parts, result.block);
    }

    private static int[] reached(Op op, List<Optional<Moving>> moving) {
        Optional<int[]> reached = Optional.empty();
        for (int input = 0; input < moving.size(); input++) {
            if (moving.get(input).isPresent()) {
                int[] more = Influence.on(op, input, moving.get(input).get().axes);
                reached = Optional.of(
                        reached.map(some -> Influence.join(some, more)).orElse(more));
            }
        }
        return reached.orElseThrow();
    }

    private double[] part(Shape shape, int[] needed, double[] value, Optional<Moving> moving) {
        if (moving.isPresent() && Arrays.equals(moving.get().axes, needed)) {
            return moving.get().block;
        }
        boolean isWhole = Arrays.equals(needed, AxisBlock.everything(shape));
        if (moving.isEmpty() && isWhole) {
            return value;
        }
        AxisBlock taken = new AxisBlock(shape, needed);
        double[] part = new double[taken.elements()];
        fixed.add(new Copy(taken, value, part));
        moving.ifPresent(
                moves -> changing.add(new Copy(AxisBlock.inside(shape, moves.axes, needed), part, moves.block)));
        return part;
    }

    Moving result() {
        return result;
    }

    AxisBlock block() {
        return block;
    }

    void moveTo(int[] index) {
        for (int i = 0; i < fixed.size(); i++) {
            Copy copy = fixed.get(i);
            copy.block.gather(copy.array, index, copy.part);
        }
        for (int i = 0; i < starts.length; i++) {
            starts[i] = changing.get(i).block.start(index);
        }
    }

    void run() {
        for (int i = 0; i < changing.size(); i++) {
            Copy copy = changing.get(i);
            copy.block.scatter(copy.part, starts[i], copy.array);
        }
        bound.run();
    }
}
