package dev.gradus.run;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.List;
import java.util.Map;

/** Ops in the order in which they run, each with its arrays. */
final class Schedule {
    static final Schedule NOTHING = new Schedule(List.of(), Map.of(), false);

    private final Op[] ops;
    private final double[][][] in;
    private final double[][] out;
    private final boolean checked;

    private Schedule(List<Op> ops, Map<Node, double[]> arrays, boolean checked) {
        this.ops = ops.toArray(new Op[0]);
        this.in = new double[this.ops.length][][];
        this.out = new double[this.ops.length][];
        this.checked = checked;
        for (int i = 0; i < this.ops.length; i++) {
            in[i] = this.ops[i].inputs().stream().map(arrays::get).toArray(double[][]::new);
            out[i] = arrays.get(this.ops[i]);
        }
    }

    /** The ops among these nodes, which are sorted topologically; what is no op has its value already. */
    static Schedule of(List<Node> nodes, Map<Node, double[]> arrays, boolean checked) {
        return new Schedule(
                nodes.stream().filter(Op.class::isInstance).map(Op.class::cast).toList(), arrays, checked);
    }

    void run() {
        for (int i = 0; i < ops.length; i++) {
            ops[i].forward(in[i], out[i]);
            if (checked) {
                Finiteness.check(ops[i], in[i], out[i]);
            }
        }
    }
}
