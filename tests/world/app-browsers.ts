const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const IPAD = "Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const GALAXY =
  "Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko)";
const PIXEL =
  "Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP4A.250205.002; wv) AppleWebKit/537.36 (KHTML, like Gecko)";
const CHROME = "Version/4.0 Chrome/131.0.6778.200 Mobile Safari/537.36";

/**
 * The browsers inside apps, as each writes its user agent: all of them people with a shop in their hand (FACTS.md, "Clicks").
 * Written after the forms the apps document or are known by, with made-up builds.
 */
export const appBrowsers: readonly string[] = [
  `${IPHONE} Mobile/15E148 Instagram 361.0.0.35.82 (iPhone16,2; iOS 18_7; en_GB; en; scale=3.00; 1290x2796; 674117118)`,
  `${IPAD} Mobile/15E148 Instagram 355.0.0.40.77 (iPad13,4; iPadOS 17_6; de_DE; de; scale=2.00; 1668x2388)`,
  `${GALAXY} ${CHROME} Instagram 361.0.0.46.88 Android (34/14; 480dpi; 1080x2115; samsung; SM-S918B; dm3q; qcom; de_DE)`,
  `${PIXEL} ${CHROME} Barcelona 361.0.0.46.88 Android (35/15; 420dpi; 1080x2205; Google; Pixel 9; tokay)`,
  `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/494.0.0.38.110;FBBV/680000000;FBDV/iPhone16,2;FBMD/iPhone;FBSN/iOS;FBSV/18.7]`,
  `${GALAXY} ${CHROME} [FB_IAB/FB4A;FBAV/494.0.0.49.59;IABMV/1;]`,
  `${GALAXY} ${CHROME} [FB_IAB/Orca-Android;FBAV/487.0.0.30.109;]`,
  `${PIXEL} ${CHROME} MetaIAB Facebook`,
  `${IPHONE} Mobile/15E148 musical_ly_37.8.0 BytedanceWebview/d8a21c6 BytedanceWebview/d8a21c6 ByteLocale/en Region/GB`,
  `${GALAXY} ${CHROME} trill_370804 JsSdk/1.0 NetType/WIFI Channel/googleplay AppName/musical_ly ByteLocale/de-DE BytedanceWebview/d8a21c6`,
  `${IPHONE} Mobile/15E148 [Pinterest/iOS]`,
  `${GALAXY} ${CHROME} [Pinterest/Android]`,
  `${IPHONE} Mobile/15E148 Twitter for iPhone/10.69`,
  `${GALAXY} ${CHROME} TwitterAndroid`,
  `${IPHONE} Version/18.7 Mobile/15E148 Snapchat/13.25.0.42 (like Safari/8620.1.16, panda)`,
  `${GALAXY} ${CHROME} Snapchat/13.25.0.40 (SM-S918B; Android 14#S918BXXU7DXK5#34; gzip)`,
  `${IPHONE} Mobile/15E148 [LinkedInApp]/9.30.5961`,
  `${GALAXY} ${CHROME} [LinkedInApp]/4.1.1016`,
  `${IPHONE} Mobile/15E148 Reddit/Version 2025.10.0/Build 620000/iOS Version 18.7`,
  `${GALAXY} ${CHROME} Reddit/2025.10.0/Android 14`,
  `${IPHONE} Mobile/15E148 WhatsApp/2.25.3`,
  `${GALAXY} ${CHROME} WhatsApp/2.25.3`,
  `${IPHONE} Mobile/15E148 Safari Line/15.3.0`,
  `${GALAXY} ${CHROME} Line/15.3.0/IAB`,
  `${IPHONE} Mobile/15E148 KAKAOTALK 11.2.0`,
  `${IPHONE} Mobile/15E148 MicroMessenger/8.0.56(0x1800382e) NetType/WIFI Language/en`,
  `${GALAXY} ${CHROME} Telegram-Android/11.6.2 (Samsung SM-S918B; Android 14; SDK 34; HIGH)`,
  `${GALAXY} ${CHROME} VKAndroidApp/8.110-22860 (Android 14; SDK 34; arm64-v8a; samsung; en)`,
  `${IPHONE} Mobile/15E148 GSA/353.0.720279278 Safari/604.1`,
  `${IPHONE} Mobile/15E148 DuckDuckGo/7 Safari/605.1.15`,
  `${IPHONE} FxiOS/135.0 Mobile/15E148 Safari/605.1.15`,
  `${IPHONE} EdgiOS/131.0.2903.92 Version/18.0 Mobile/15E148 Safari/604.1`,
  "Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.43 Mobile Safari/537.36",
  "Mozilla/5.0 (Linux; U; Android 11; en-us; Redmi Note 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112.0 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.2",
  "Mozilla/5.0 (Linux; Android 13; KFRAWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/131.3.1 like Chrome/131.0 Safari/537.36",
];
