package dev.gradus.run;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Kernels.Chunks;
import dev.gradus.kernel.math.Blocks;
import dev.gradus.node.Node;
import dev.gradus.plan.Program;
import dev.gradus.plan.RowGroup;
import dev.gradus.plan.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Computes a {@link RowGroup} block by block. Threads share the blocks, each with a plan of its own. */
final class RowBlocks implements KernelOp {
    private final RowGroup group;
    private final PlanOptions options;
    private long bytes;
    private Supplier<Stream<String>> generatedLoops = Stream::empty;

    RowBlocks(RowGroup group, PlanOptions options) {
        this.group = group;
        this.options = options.forBlocks();
    }

    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        bind(kernels, in, out).run();
    }

    @Override
    public BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        int count = Blocks.count(group.rows(), group.blockRows());
        ForThread[] threads = Stream.generate(() -> new ForThread(in, out))
                .limit(kernels.threads())
                .toArray(ForThread[]::new);
        bytes = threads[0].bytes();
        generatedLoops = threads[0].planned.tasks().generatedLoops();
        Chunks blocks = (own, thread, block) -> threads[thread].run(block);
        return new BoundOp() {
            @Override
            public void run() {
                kernels.forEach(count, blocks);
            }
        };
    }

    /** The size of the arrays of a block. */
    @Override
    public long ownBytes() {
        return bytes;
    }

    Stream<String> lines() {
        String what = String.format(
                Locale.ROOT, "%d ops on %,d of %,d rows at a time", group.ops(), group.blockRows(), group.rows());
        return Stream.concat(Stream.of(what), generatedLoops.get());
    }

    /** The arrays of a block, and the ops bound to them. */
    private final class ForThread {
        private final double[][] in;
        private final double[] out;
        private final double[][] blocks;
        private final int[] byRows;
        private final PlannedOps planned;
        private final double[] result;
        private final BoundOp[] ops;

        ForThread(double[][] in, double[] out) {
            this.in = in;
            this.out = out;
            List<RowGroup.Operand> operands = group.operands();
            Map<Node, double[]> leaves = new HashMap<>();
            blocks = new double[in.length][];
            for (int i = 0; i < in.length; i++) {
                RowGroup.Operand operand = operands.get(i);
                blocks[i] =
                        operand.byRows() ? new double[operand.input().shape().elements()] : in[i];
                leaves.put(operand.input(), blocks[i]);
            }
            byRows = IntStream.range(0, in.length)
                    .filter(i -> operands.get(i).byRows())
                    .toArray();
            TopologicalOrder nodes = TopologicalOrder.of(List.of(group.block()));
            Program program = new Program(nodes, nodes.size(), List.of(group.block()), loop -> {
                throw new IllegalStateException("A block of rows has no loop");
            });
            planned = PlannedOps.of(program, options, leaves::get, double[]::new, false);
            result = planned.buffers().of(group.block());
            ops = Task.bound(planned.tasks().tasks());
        }

        long bytes() {
            long copies = IntStream.of(byRows).mapToLong(i -> blocks[i].length).sum();
            return planned.buffers().bytes() + planned.scratchBytes() + Double.BYTES * copies;
        }

        /** The last block ends with the last row, even if it repeats rows of the block before it. */
        void run(int block) {
            int rows = group.blockRows();
            int first = Math.min(block * rows, group.rows() - rows);
            for (int i : byRows) {
                int length = blocks[i].length;
                System.arraycopy(in[i], length / rows * first, blocks[i], 0, length);
            }
            for (BoundOp op : ops) {
                op.run();
            }
            System.arraycopy(result, 0, out, result.length / rows * first, result.length);
        }
    }
}
