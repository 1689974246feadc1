package dev.muster.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.muster.ServiceProcess;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Start page and sign-in, on a service without the demo. */
class PagesIT {

    private static ServiceProcess service;
    private static Chromium chromium;

    @BeforeAll
    static void start(@TempDir Path directory) {
        service = ServiceProcess.start(directory, Map.of());
        chromium = Chromium.launch();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        service.close();
    }

    @AfterEach
    void shouldHaveStayedAtHome() {
        assertThat(chromium.troubles()).isEmpty();
    }

    @Test
    void shouldAskWhoComesWithoutTheDemoAndGoBackToTheWall() {
        Page page = page();
        page.navigate("/wall?lang=en&dist=3");
        page.waitForURL(Pattern.compile("/login\\?.*back="));
        assertThat(page.locator("h1")).hasText("Sign in");
        assertThat(page.locator("#username")).isFocused();
        page.keyboard().type("viewer");
        page.keyboard().press("Tab");
        page.keyboard().type(ServiceProcess.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile("/wall\\?lang=en&dist=3$"));
        assertThat(page.locator(".wall")).isVisible();
    }

    @ParameterizedTest
    @CsvSource({"en,User name or password is wrong.,Enter user name and password.", "zh,用户名或密码错误。,请输入用户名和密码。"})
    void shouldSayWhatIsWrong(String lang, String refused, String missing) {
        Page page = page();
        page.navigate("/login?lang=" + lang);
        page.locator("button[type=submit]").click();
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                .hasText(missing);
        page.locator("#username").fill("viewer");
        page.locator("#password").fill("not the password");
        page.locator("button[type=submit]").click();
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                .hasText(refused);
        assertThat(page.locator("#password")).hasValue("");
        assertThat(page.locator("#username")).isFocused();
    }

    @Test
    void shouldNotLeadToAnotherOriginAfterSignIn() {
        Page page = page();
        page.navigate("/login?lang=en&back=//example.org/");
        signIn(page);
        page.waitForURL(service.uri("/").toString());
    }

    @Test
    void shouldSayWhoIsSignedInAndSignOut() {
        Page page = page();
        page.navigate("/login?lang=en");
        signIn(page);
        assertThat(page.locator(".who")).containsText("Signed in as viewer (viewer)");
        page.locator(".languages button[lang=zh-CN]").click();
        assertThat(page.locator(".who")).containsText("已登录：viewer (查看者)");
        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
        page.getByText("退出登录").click();
        assertThat(page.locator(".who")).containsText("未登录");
    }

    @ParameterizedTest
    @CsvSource({
        "en,Change password,Fill in all three fields.,The two new passwords are not the same.,is not the present password",
        "zh,修改密码,请填写全部三项。,两次输入的新密码不一致。,不是当前密码"
    })
    void shouldHaveAGivenPasswordChangedFirst(
            String lang, String title, String missing, String differ, String notThePresent) throws Exception {
        String name = "new-" + lang;
        String given = "given-by-admin-1";
        assertThat(service.call(
                                "PUT",
                                "/api/v1/accounts/" + name,
                                "admin",
                                "{\"roles\":[\"viewer\"],\"password\":\"%s\"}".formatted(given))
                        .statusCode())
                .isEqualTo(201);
        Page page = page();
        page.navigate("/wall?lang=" + lang);
        page.locator("#username").fill(name);
        page.locator("#password").fill(given);
        page.locator("button[type=submit]").click();
        page.waitForURL(Pattern.compile("/password\\?.*back="));
        assertThat(page.locator("h1")).hasText(title);
        assertThat(page.locator("#current")).isFocused();
        page.navigate("/wall?lang=" + lang);
        page.waitForURL(Pattern.compile("/password\\?.*back="));
        assertThat(Axe.violations(page)).isEmpty();
        page.locator("button[type=submit]").click();
        assertThat(page.locator("#trouble")).hasText(missing);
        change(page, given, "Quiet-harbour-77", "Quiet-harbour-78");
        assertThat(page.locator("#trouble")).hasText(differ);
        change(page, "not the password", "Quiet-harbour-77", "Quiet-harbour-77");
        assertThat(page.locator("#current-wrong li")).hasText(notThePresent);
        assertThat(page.locator("#current")).isFocused();
        change(page, given, "short", "short");
        assertThat(page.locator("#next-wrong li")).not().hasCount(0);
        change(page, given, "Quiet-harbour-77", "Quiet-harbour-77");
        page.waitForURL(Pattern.compile("/wall\\?lang=" + lang + "$"));
        assertThat(page.locator(".wall")).isVisible();
        page.navigate("/");
        assertThat(page.locator(".who .aside")).hasAttribute("href", "/password");
    }

    private static void change(Page page, String current, String next, String again) {
        page.locator("#current").fill(current);
        page.locator("#next").fill(next);
        page.locator("#again").fill(again);
        page.locator("button[type=submit]").click();
    }

    @Test
    void shouldForgetADeviceTokenThatIsNotValid() {
        Page page = page();
        page.navigate("/wall?lang=en#token=msd_doesNotExist");
        page.waitForURL(Pattern.compile("/login\\?.*why=token"));
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                .containsText("device token");
        assertThat(page.url()).doesNotContain("msd_");
    }

    @Test
    void shouldKeepScreensAndInterfacesApart() {
        Page page = page();
        assertThat(page.request().get("/no-such-page").status()).isEqualTo(404);
        assertThat(page.request().get("/assets/none.js").status()).isEqualTo(404);
        assertThat(page.request().get("/api/v1/none").headers().get("content-type"))
                .startsWith("application/problem+json");
        assertThat(page.request().get("/wall").headers()).containsEntry("cache-control", "no-cache");
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void shouldBeUsableByEverybody(ColorScheme scheme) {
        for (String path : new String[] {"/?lang=zh", "/login?lang=en"}) {
            Page page = chromium.page(service.uri(""), new Browser.NewContextOptions().setColorScheme(scheme));
            page.navigate(path);
            page.locator("h1").waitFor();
            assertThat(Axe.violations(page)).isEmpty();
            page.context().close();
        }
    }

    private static void signIn(Page page) {
        page.locator("#username").fill("viewer");
        page.locator("#password").fill(ServiceProcess.PASSWORD);
        page.locator("button[type=submit]").click();
    }

    private static Page page() {
        return chromium.page(service.uri(""), 1280, 800);
    }
}
