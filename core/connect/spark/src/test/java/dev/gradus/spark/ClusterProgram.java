package dev.gradus.spark;

import dev.gradus.train.Epoch;
import dev.gradus.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A driver whose executors are processes of their own, of which it kills one in the middle of training. It prints the
 * checksum of what came out, and how many executors it saw before and after.
 */
final class ClusterProgram {
    static final int BLOCKS = 13;
    static final int EPOCHS = 6;

    private ClusterProgram() {}

    /** The class path of the executors. */
    public static void main(String[] args) {
        SparkConf conf = new SparkConf()
                .setMaster("local-cluster[2,1,512]")
                .setAppName("gradus-cluster")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.executor.memory", "512m")
                .set("spark.executor.extraClassPath", args[0]);
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            JavaRDD<Block> blocks = Blocks.made(spark, BLOCKS, 4, number -> SyntheticData.block(number, BLOCKS))
                    .cache();
            SparkModel model = SparkModel.of(spark, SyntheticData.network());
            Set<Long> before = processes(spark);
            List<Epoch> history = new ArrayList<>();
            Trainer trainer = Training.trainer(model.parameters(), model.training(blocks))
                    .withListener(epoch -> {
                        if (epoch.number() == EPOCHS / 2) {
                            kill(before.iterator().next());
                        }
                    });
            history.addAll(trainer.train(EPOCHS));
            Set<Long> after = processes(spark);
            Set<Long> survivors = new TreeSet<>(after);
            survivors.retainAll(before);
            System.out.println("hash " + Training.hash(history, model.parameters()));
            System.out.println("executors " + before.size() + ", survived " + survivors.size());
            System.out.println("vectors " + Located.of(blocks).haveVectors());
            System.out.println("driver among them "
                    + before.contains(ProcessHandle.current().pid()));
        }
    }

    private static Set<Long> processes(JavaSparkContext spark) {
        List<Integer> many = IntStream.range(0, 16).boxed().toList();
        return new TreeSet<>(spark.parallelize(many, 16)
                .map(task -> {
                    Thread.sleep(200);
                    return ProcessHandle.current().pid();
                })
                .collect());
    }

    /** While the next step's job runs, if the timing is good; before it otherwise. */
    private static void kill(long executor) {
        new Thread(
                        () -> {
                            try {
                                Thread.sleep(5);
                            } catch (InterruptedException now) {
                                Thread.currentThread().interrupt();
                            }
                            ProcessHandle.of(executor).ifPresent(ProcessHandle::destroyForcibly);
                        },
                        "killer")
                .start();
    }
}
