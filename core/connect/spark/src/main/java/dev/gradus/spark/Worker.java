package dev.gradus.spark;

import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.BlockGradients;
import dev.gradus.train.FixedTree;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as one thread of an executor runs it: planned once for each size of blocks, and kept while the thread lives.
 */
final class Worker {
    static final String NO_VECTORS =
            "SparkModel: training computes without vectors, several times slower with the same bits,"
                    + " because the JVM of a task lacks the module jdk.incubator.vector. If Spark runs in your program's own JVM, start"
                    + " it with: java --add-modules jdk.incubator.vector. For executors in other processes:"
                    + " spark-submit --conf \"spark.executor.extraJavaOptions=--add-modules jdk.incubator.vector\"";

    /** More models than these at a time are built anew for each task. */
    private static final int KEPT = 4;

    private static final ThreadLocal<Map<String, Worker>> OF_THIS_THREAD =
            ThreadLocal.withInitial(() -> new LinkedHashMap<>(8, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Worker> eldest) {
                    return size() > KEPT;
                }
            });

    private final BatchRuns runs;
    private final BlockGradients gradients;

    private Worker(Recipe recipe) {
        runs = BatchRuns.of(recipe.model());
        gradients = BlockGradients.of(runs);
    }

    /** This thread's worker for a model, with these numbers. */
    static Worker with(String id, Recipe recipe, Map<String, double[]> numbers) {
        Worker worker = OF_THIS_THREAD.get().computeIfAbsent(id, key -> new Worker(recipe));
        worker.set(numbers);
        return worker;
    }

    /** Whether this JVM has the module of the vectors. */
    static boolean hasVectors() {
        try {
            Class.forName("jdk.incubator.vector.DoubleVector", false, Worker.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    private void set(Map<String, double[]> numbers) {
        Parameters parameters = runs.parameters();
        for (Parameter parameter : parameters.all()) {
            double[] value = numbers.get(parameter.label());
            if (value == null) {
                throw new IllegalStateException("SparkModel: the recipe made the parameter " + parameter.describe()
                        + " on an executor, but the driver has " + numbers.keySet());
            }
            parameters.set(parameter, Tensor.of(parameter.shape(), value));
        }
    }

    /** Adds up those of these blocks that have a place. */
    List<PartialSum> sum(Iterator<Block> blocks, int[] places, boolean withGradients) {
        FixedTree tree = FixedTree.ofLength(gradients.length());
        while (blocks.hasNext()) {
            Block block = blocks.next();
            int place = places[block.number()];
            if (place >= 0) {
                tree.add(
                        place,
                        withGradients ? gradients.of(block.examples()) : gradients.withoutGradients(block.examples()));
            }
        }
        return tree.parts().stream().map(PartialSum::of).toList();
    }

    /** The value of the model's output for a block. */
    Block prediction(Block block) {
        Run run = runs.feed(block.examples());
        run.forward();
        Node output = run.graph().outputs().get(0);
        return new Block(block.number(), new int[][] {output.shape().sizes()}, new double[][] {
            run.value(output).toArray()
        });
    }
}
