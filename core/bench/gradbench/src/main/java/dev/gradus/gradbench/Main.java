package dev.gradus.gradbench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Gradus as a tool of <a href="https://github.com/gradbench/gradbench">GradBench</a>: reads a message of JSON from each line
 * of the standard input and answers it by a line on the standard output, until the input ends.
 */
public final class Main {
    private Main() {}

    /**
     * Runs on one thread, or with {@code --multithreaded} on as many as there are processors.
     *
     * @throws IllegalArgumentException if there are other arguments
     * @throws IOException if the standard input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        switch (String.join(" ", arguments)) {
            case "" -> System.setProperty("dev.gradus.threads", "1");
            case "--multithreaded" -> {}
            default ->
                throw new IllegalArgumentException("Arguments: " + String.join(" ", arguments)
                        + "; the only one is --multithreaded. Messages are read from the standard input");
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Session session = new Session(Evals.all());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(session.answer(line));
        }
    }
}
