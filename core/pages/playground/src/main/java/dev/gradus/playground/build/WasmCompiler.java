package dev.gradus.playground.build;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teavm.diagnostics.DefaultProblemTextConsumer;
import org.teavm.diagnostics.Problem;
import org.teavm.tooling.ConsoleTeaVMToolLog;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.builder.BuildException;
import org.teavm.tooling.builder.BuildResult;
import org.teavm.tooling.builder.BuildStrategy;
import org.teavm.tooling.builder.InProcessBuildStrategy;
import org.teavm.vm.TeaVMOptimizationLevel;

/** Compiles a class and everything that it reaches to WebAssembly, with TeaVM. */
public final class WasmCompiler {
    /** TeaVM's script that loads a compiled program. */
    private static final String LOADER = "org/teavm/backend/wasm/wasm-gc-runtime.min.js";

    private WasmCompiler() {}

    /**
     * Compiles the exported methods of the main class to {@code file}.
     *
     * @throws IllegalStateException if the program reaches anything that TeaVM lacks
     */
    public static void compile(String mainClass, List<Path> classPath, Path file) {
        checkSubstitutes();
        BuildStrategy build = new InProcessBuildStrategy();
        build.init();
        build.setLog(new ConsoleTeaVMToolLog(false));
        build.setClassPathEntries(classPath.stream().map(Path::toString).toList());
        build.setTargetType(TeaVMTargetType.WEBASSEMBLY_GC);
        build.setMainClass(mainClass);
        build.setEntryPointName("main");
        build.setTargetDirectory(String.valueOf(file.getParent()));
        build.setTargetFileName(String.valueOf(file.getFileName()));
        build.setOptimizationLevel(TeaVMOptimizationLevel.ADVANCED);
        build.setObfuscated(true);
        try {
            BuildResult result = build.build();
            List<Problem> problems = result.getProblems().getProblems();
            if (!problems.isEmpty()) {
                throw new IllegalStateException(problems.size() + " problems in compiling " + mainClass + ":\n"
                        + problems.stream().map(WasmCompiler::text).distinct().collect(Collectors.joining("\n")));
            }
        } catch (BuildException e) {
            throw new IllegalStateException("TeaVM could not compile " + mainClass, e);
        }
    }

    private static String text(Problem problem) {
        DefaultProblemTextConsumer text = new DefaultProblemTextConsumer();
        problem.render(text);
        String from = problem.getLocation() == null
                ? ""
                : ", called in " + problem.getLocation().getMethod() + " "
                        + problem.getLocation().getSourceLocation();
        return text.getText() + from;
    }

    /** A substitute hides TeaVM's own class of that name, so it must go as soon as there is one. */
    private static void checkSubstitutes() {
        for (String name : Substitutes.LACKING) {
            int simple = name.lastIndexOf('.') + 1;
            String own = "org/teavm/classlib/" + name.substring(0, simple).replace('.', '/') + "T"
                    + name.substring(simple) + ".class";
            if (WasmCompiler.class.getClassLoader().getResource(own) != null) {
                throw new IllegalStateException(
                        "TeaVM now has its own " + name + ": remove it from " + Substitutes.class.getName());
            }
        }
        Stream.concat(Substitutes.LACKING.stream(), Substitutes.REPLACED.stream())
                .forEach(name -> {
                    String file = name.replace('.', '/') + ".class";
                    if (ClassLoader.getSystemResource(file) == null) {
                        throw new IllegalStateException("The class to be replaced no longer exists: " + name + "; see "
                                + Substitutes.class.getName());
                    }
                });
    }

    /** The script that defines {@code TeaVM.wasmGC.load}. */
    public static String loader() {
        try (InputStream in = WasmCompiler.class.getClassLoader().getResourceAsStream(LOADER)) {
            if (in == null) {
                throw new IllegalStateException("TeaVM's " + LOADER + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class path of this JVM. */
    public static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
    }
}
