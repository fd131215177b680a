package dev.gradus.playground;

import dev.gradus.explain.TraceParts;
import java.util.Optional;
import org.teavm.jso.JSExport;

/**
 * The functions that the page calls. Each forwards to the {@link Session} of the page, or to its {@link Model}, which
 * documents it. Arrays of numbers are passed as they are, everything else as JSON.
 */
public final class PageApi {
    private static final Session SESSION = new Session();
    private static final GradeBook GRADES = new GradeBook();

    private static Optional<TraceParts> traced = Optional.empty();

    private PageApi() {}

    /** TeaVM's entry point. */
    public static void main(String[] arguments) {
        // The page calls the functions below.
    }

    /** {@link Session#lines}. */
    @JSExport
    public static String lines(String program) {
        return SESSION.lines(program);
    }

    /** {@link Session#data}. */
    @JSExport
    public static String data(String name, int seed) {
        return SESSION.data(name, seed);
    }

    /** {@link Session#csv}. */
    @JSExport
    public static String csv(String text) {
        return SESSION.csv(text);
    }

    /** {@link Session#drawn}. */
    @JSExport
    public static String drawn(double[] triples) {
        return SESSION.drawn(triples);
    }

    /** {@link Model#points}. */
    @JSExport
    public static double[] points() {
        return SESSION.model().points();
    }

    /** {@link Catalog#sources}. */
    @JSExport
    public static String sources() {
        return Catalog.sources();
    }

    /** {@link Catalog#functions}. */
    @JSExport
    public static String functions() {
        return Catalog.functions();
    }

    /** {@link Session#optimizer}. */
    @JSExport
    public static String optimizer(String name, double learningRate) {
        return SESSION.optimizer(name, learningRate);
    }

    /** {@link Session#train}. */
    @JSExport
    public static double[] train(int iterations) {
        return SESSION.train(iterations);
    }

    /** {@link Model#losses}. */
    @JSExport
    public static double[] losses() {
        return SESSION.model().losses();
    }

    /** {@link Model#norms}. */
    @JSExport
    public static double[] norms(int fromIteration) {
        return SESSION.model().norms(fromIteration);
    }

    /** {@link Session#status}. */
    @JSExport
    public static String status() {
        return SESSION.status();
    }

    /** {@link Session#goTo}. */
    @JSExport
    public static String goTo(int iteration) {
        return SESSION.goTo(iteration);
    }

    /** {@link Session#startOver}. */
    @JSExport
    public static String startOver() {
        return SESSION.startOver();
    }

    /** {@link Model#parameters}. */
    @JSExport
    public static String parameters() {
        return SESSION.model().parameters();
    }

    /** {@link Model#values}. */
    @JSExport
    public static double[] values(String name) {
        return SESSION.model().values(name);
    }

    /** {@link Model#numbers}. */
    @JSExport
    public static double[] numbers(int id) {
        return SESSION.model().numbers(id);
    }

    /** {@link Model#gradient}. */
    @JSExport
    public static double[] gradient(int id) {
        return SESSION.model().gradient(id);
    }

    /** {@link Model#predicted}. */
    @JSExport
    public static double[] predicted() {
        return SESSION.model().predicted();
    }

    /** {@link Model#nudged}. */
    @JSExport
    public static double nudged(String name, int index, double by) {
        return SESSION.model().nudged(name, index, by);
    }

    /** {@link Session#set}. */
    @JSExport
    public static String set(String name, double[] values) {
        return SESSION.set(name, values);
    }

    /** {@link Model#field}. */
    @JSExport
    public static double[] field(double x0, double x1, double y0, double y1, int n) {
        return SESSION.model().field(x0, x1, y0, y1, n);
    }

    /** {@link Model#trace}: its {@link TraceParts#graph}, or an empty text if the lines are wrong. */
    @JSExport
    public static String trace(boolean withUpdate) {
        traced = SESSION.model().trace(withUpdate);
        return traced.map(TraceParts::graph).orElse("");
    }

    /** The {@link TraceParts#values} of the last {@link #trace}. */
    @JSExport
    public static double[] traceValues() {
        return traced.map(TraceParts::values).orElse(new double[0]);
    }

    /** The {@link TraceParts#formulas} of the last {@link #trace}. */
    @JSExport
    public static String traceFormulas() {
        return traced.map(TraceParts::formulas).orElse("{\"equations\":[],\"ofSteps\":[],\"variables\":[]}");
    }

    /** The {@link TraceParts#equations} of the last {@link #trace}. */
    @JSExport
    public static String traceEquations() {
        return traced.map(TraceParts::equations).orElse("[]");
    }

    /** {@link Session#check}. */
    @JSExport
    public static String check() {
        return SESSION.check();
    }

    /** {@link Model#heldOut}. */
    @JSExport
    public static double[] heldOut() {
        return SESSION.model().heldOut();
    }

    /** {@link Model#tests}. */
    @JSExport
    public static double[] tests() {
        return SESSION.model().tests();
    }

    /** {@link Model#layers}. */
    @JSExport
    public static String layers() {
        return SESSION.model().layers();
    }

    /** {@link Model#units}. */
    @JSExport
    public static double[] units(double x0, double x1, double y0, double y1, int n) {
        return SESSION.model().units(x0, x1, y0, y1, n);
    }

    /** {@link Model#unit}. */
    @JSExport
    public static double[] unit(int layer, int unit, double x0, double x1, double y0, double y1, int n) {
        return SESSION.model().unit(layer, unit, x0, x1, y0, y1, n);
    }

    /** {@link Model#spelled}. */
    @JSExport
    public static String spelled(int count) {
        return SESSION.model().spelled(count);
    }

    /** {@link Session#sampling}. */
    @JSExport
    public static String sampling(int heldOut, int noise, int batch) {
        return SESSION.sampling(heldOut, noise, batch);
    }

    /** {@link Session#beginning}. */
    @JSExport
    public static String beginning(int seed, int iterations, double goal) {
        return SESSION.beginning(seed, iterations, goal);
    }

    /** {@link Catalog#examples}. */
    @JSExport
    public static String examples() {
        return Catalog.examples();
    }

    /** {@link Session#example}. */
    @JSExport
    public static String example(String name) {
        return SESSION.example(name);
    }

    /** {@link Session#address}. */
    @JSExport
    public static String address(String page) {
        return SESSION.address(page);
    }

    /** {@link Session#link}. */
    @JSExport
    public static String link(String page, String words) {
        return SESSION.link(page, words);
    }

    /** {@link Session#repeats}. */
    @JSExport
    public static int repeats(String address) {
        return SESSION.repeats(address);
    }

    /** {@link Session#begin}. */
    @JSExport
    public static String begin(String address) {
        return SESSION.begin(address);
    }

    /** {@link Session#advance}. */
    @JSExport
    public static double[] advance(int iterations) {
        return SESSION.advance(iterations);
    }

    /** {@link Session#cancel}. */
    @JSExport
    public static String cancel() {
        return SESSION.cancel();
    }

    /** {@link Session#task}. */
    @JSExport
    public static String task(String definition) {
        return SESSION.task(definition);
    }

    /** {@link Session#makeTask}. */
    @JSExport
    public static String makeTask(String definition) {
        return SESSION.makeTask(definition);
    }

    /** {@link Session#hint}. */
    @JSExport
    public static String hint() {
        return SESSION.hint();
    }

    /** {@link Session#lessonLink}. */
    @JSExport
    public static String lessonLink() {
        return SESSION.lessonLink();
    }

    /** {@link Session#answer}. */
    @JSExport
    public static String answer(String text) {
        return SESSION.answer(text);
    }

    /** {@link Session#backward}. */
    @JSExport
    public static String backward(String lines) {
        return SESSION.backward(lines);
    }

    /** {@link TypedPass#losses}. */
    @JSExport
    public static double[] typedLosses() {
        return SESSION.model().typed().losses();
    }

    /** {@link TypedPass#comparison}. */
    @JSExport
    public static String typedTraining() {
        return SESSION.model().typed().comparison();
    }

    /** {@link Session#seed}. */
    @JSExport
    public static String seed(int seed) {
        return SESSION.seed(seed);
    }

    /** {@link GradeBook#receipt}. */
    @JSExport
    public static String receipt(String json) {
        return GradeBook.receipt(json);
    }

    /** {@link GradeBook#task}. */
    @JSExport
    public static String gradeTask(String text) {
        return GRADES.task(text);
    }

    /** {@link GradeBook#entries}. */
    @JSExport
    public static String gradeEntries(String table) {
        return GradeBook.entries(table);
    }

    /** {@link GradeBook#entry}. */
    @JSExport
    public static String gradeEntry(String path, String text) {
        return GradeBook.entry(path, text);
    }

    /** {@link GradeBook#grade}. */
    @JSExport
    public static String grade(String student, String text) {
        return GRADES.grade(student, text);
    }

    /** {@link GradeBook#table}. */
    @JSExport
    public static String grades(String rows) {
        return GradeBook.table(rows);
    }
}
