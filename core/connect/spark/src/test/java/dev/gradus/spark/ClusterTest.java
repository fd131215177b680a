package dev.gradus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.train.BatchRuns;
import dev.gradus.train.BlockGradients;
import dev.gradus.train.BlockTraining;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors in processes of their own, one of which is killed in the middle: the bits of one machine without Spark. */
@Tag("long")
class ClusterTest {
    @TempDir
    private Path home;

    @Test
    void aLostExecutorChangesNoBit() throws IOException, InterruptedException {
        BlockGradients gradients =
                BlockGradients.of(BatchRuns.of(SyntheticData.network().model()));
        BlockTraining training =
                BlockTraining.of(gradients, gradients.source(SyntheticData.blocks(ClusterProgram.BLOCKS)));
        String expected = Training.hash(
                Training.trainer(gradients.parameters(), training).train(ClusterProgram.EPOCHS),
                gradients.parameters());
        String printed = cluster();
        assertThat(printed)
                .contains("hash " + expected)
                .contains("executors 2, survived 1")
                .contains("vectors true")
                .contains("driver among them false");
    }

    /** Spark starts executors from a folder with its jars. */
    private String cluster() throws IOException, InterruptedException {
        Path jars = Files.createDirectory(home.resolve("jars"));
        List<String> folders = new ArrayList<>();
        List<Path> links = new ArrayList<>();
        String classPath = System.getProperty("java.class.path");
        for (String entry : List.of(classPath.split(File.pathSeparator))) {
            Path file = Path.of(entry).toAbsolutePath();
            if (Files.isDirectory(file)) {
                folders.add(file.toString());
            } else if (Files.exists(file)) {
                links.add(Files.createSymbolicLink(jars.resolve(links.size() + "-" + file.getFileName()), file));
            }
        }
        Path output = home.resolve("output.txt");
        ProcessBuilder driver = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                ClusterProgram.class.getName(),
                String.join(File.pathSeparator, folders));
        driver.environment().put("SPARK_HOME", home.toString());
        driver.environment().put("SPARK_SCALA_VERSION", "2.13");
        driver.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        driver.directory(home.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        int end = driver.start().waitFor();
        for (Path link : links) {
            Files.delete(link);
        }
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(end).as(printed).isZero();
        return printed;
    }
}
