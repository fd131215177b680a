package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.examples.ModelsOfPyTorch.Imported;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsOfPyTorchTest {
    @Test
    void everyModelIsAPageThatNeedsNothingElse(@TempDir Path folder) throws IOException {
        ModelsOfPyTorch.write(folder, new PrintStream(OutputStream.nullOutputStream()));
        for (Imported model : ModelsOfPyTorch.all()) {
            assertThat(Files.readString(folder.resolve(model.file() + ".html")))
                    .contains("<title>" + model.title())
                    .doesNotContain("src=\"http", "href=\"http");
        }
    }

    /** That these are PyTorch's is tested where models are read. */
    @Test
    void everyWeightHasAGradient() throws IOException {
        List<Imported> models = ModelsOfPyTorch.all();
        assertThat(models).extracting(Imported::file).containsExactly("classifier", "images", "block");
        for (Imported model : models) {
            Run run = model.run();
            assertThat(run.forward()).isFinite();
            run.backward();
            for (Parameter weight : run.graph().parameters()) {
                double[] gradient = run.gradient(weight).toArray();
                assertThat(gradient).as(weight.label()).doesNotContain(Double.NaN);
                assertThat(gradient).as(weight.label()).isNotEqualTo(new double[gradient.length]);
            }
        }
    }
}
