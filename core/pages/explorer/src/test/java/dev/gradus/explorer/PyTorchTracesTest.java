package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.run.Step;
import dev.gradus.run.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of Python that writes PyTorch's passes, run where there is a Python with PyTorch. */
class PyTorchTracesTest {
    private static final double RTOL = 1e-12;

    private static final String OTHER_MODELS = """
            import sys, torch, torch.nn.functional as F
            sys.path.insert(0, sys.argv[1])
            from gradus_trace import Recording

            class Cube(torch.autograd.Function):
                @staticmethod
                def forward(context, x):
                    context.save_for_backward(x)
                    return x ** 3
                @staticmethod
                def backward(context, upstream):
                    x, = context.saved_tensors
                    return upstream * 3 * x ** 2

            torch.manual_seed(1)
            model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.LayerNorm(4), torch.nn.GELU(), torch.nn.Linear(4, 2))
            x, y = torch.randn(5, 3), torch.tensor([0, 1, 1, 0, 1])
            model[0].bias.grad = torch.ones(4)
            frozen = model[3].weight.requires_grad_(False)
            with Recording() as recording:
                h = model((x - x.mean(0)) / x.std(0))
                J = F.cross_entropy(Cube.apply(h), y) + (h * h.detach()).sum() + torch.cat([h, h], 1).square().mean()
            recording.write(sys.argv[2], J, model, x=x, y=y)
            assert model[0].bias.grad.tolist() == [1, 1, 1, 1] and model[0].weight.grad is None
            try:
                with Recording() as recording:
                    J = model(x).mul_(2).sum()
                recording.write(sys.argv[2], J, model)
            except ValueError as refused:
                print(refused)
            """;

    @Test
    @Tag("long")
    void itWritesTheTracesThatTheTestsRead(@TempDir Path folder) throws IOException {
        run("src/test/python/pytorch_traces.py", folder.toString());
        for (String name : TraceReaderTest.OF_PYTORCH) {
            Trace written = TraceReader.of(Files.readString(folder.resolve(name + ".json")))
                    .trace();
            Trace kept = TraceReader.of(TraceReaderTest.ofPyTorch(name)).trace();
            List<Step> steps = written.steps();
            assertThat(steps).hasSameSizeAs(kept.steps());
            for (int i = 0; i < steps.size(); i++) {
                assertThat(steps.get(i)
                                .value()
                                .difference(kept.steps().get(i).value())
                                .within(RTOL, RTOL))
                        .as("%s, step %d", name, i)
                        .isTrue();
            }
        }
    }

    /** In float32; an op of a user, ops that Gradus lacks, data that is prepared, a frozen parameter, what is detached. */
    @Test
    @Tag("long")
    void otherModelsArePagesToo(@TempDir Path folder) throws IOException {
        Path program = Files.writeString(folder.resolve("models.py"), OTHER_MODELS);
        Path library = Path.of("src/main/resources/dev/gradus/explorer/pytorch").toAbsolutePath();
        Path json = folder.resolve("trace.json");
        assertThat(run(program.toString(), library.toString(), json.toString()))
                .isEqualTo("mul_ changes a tensor in place, so its former value is lost; take mul\n");
        TraceReader read = TraceReader.of(Files.readString(json));
        assertThat(read.foreignOps())
                .contains("Cube", "gelu", "native_layer_norm", "std")
                .doesNotContain("MatMul");
        assertThat(read.largestDifference()).isBetween(1e-12, 1e-5);
        assertThat(read.trace().gradients().keySet().stream().map(node -> node.label()))
                .contains("0.weight", "0.bias", "1.weight", "1.bias", "3.bias")
                .doesNotContain("3.weight", "x");
        assertThat(read.page("Other operations").html()).contains("native_layer_norm", "Cube");
    }

    /** What Python prints; skips the test where no Python has PyTorch. */
    private static String run(String... arguments) throws IOException {
        Optional<String> python = Stream.of("python3", "/usr/bin/python3")
                .filter(command ->
                        output(command, "-c", "import torch; print('here')").equals("here\n"))
                .findFirst();
        assumeTrue(python.isPresent(), "no python3 has torch, so PyTorch writes no traces");
        String printed = output(Stream.concat(Stream.of(python.orElseThrow()), Stream.of(arguments))
                .toArray(String[]::new));
        assertThat(printed).doesNotContain("Traceback");
        return printed;
    }

    private static String output(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException absent) {
            return "";
        }
    }
}
