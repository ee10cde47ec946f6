"""``责任编辑：``, ``Quelle:``, ``By``: the words that say what the name behind them did.

Kinds: author, editor, source, keywords, date, and two that fill no field but stand on the same lines:
staff (photographers, translators, designers) and counter (views, comments, text size).
"""

from __future__ import annotations

# Chinese labels may have blanks between their characters (监 制) and a word in front (本报, 值班, 新媒体).
_HAN = {
    "editor": """责任编辑 选稿 责任主编 责任校对 责编 编辑 执行编辑 值班编辑 网络编辑 主编 副主编 总编 总编辑
        编审 编校 编务 校对 校审 审校 审核 审稿 审签 审读 监制 总监制 出品 出品人 统筹 总统筹 策划 总策划
        签发 初审 复审 终审 一审 二审 三审 一校 二校 三校 值班编委 编委 值班主任 值班总编 值班审核 值班
        责审 小编 排版 美编 版式 編輯 責任編輯 責編 編審 校對 審核 監製 主編 素材整理
        核稿編輯 核稿编辑 文字编辑 文字編輯 图片编辑 圖片編輯 视觉编辑 视频编辑 审核编辑 栏目主编 栏目编辑 版面编辑
        新媒体编辑 执行主编 本期编辑 值班主编""",
    "author": """作者 原创 文章作者 本文作者 原作者 记者 采访记者 文字记者 文 文字 图文 文图 文/图 图/文
        文/摄影 文、图 图、文 文并图 文并摄 撰文 撰稿 撰稿人 采写 采访 采编 采制 采访撰文 通讯员 特约通讯员
        报道员 见习记者 实习记者 实习生 特约记者 特约撰稿 执笔 执笔人 主笔 作词 记者/通讯员 口述 整理 讲述
        作家 記者 撰寫 採訪 採寫 通訊員 文/記者 文/记者 供稿人 写手""",
    "source": """来源 文章来源 信息来源 稿件来源 新闻来源 内容来源 本文来源 资料来源 消息来源 原文来源
        来源于 来源自 来自 稿源 文稿来源 转载自 转载来源 转自
        文章转自 本文转自 摘自 原载 载于 出处 原文出处 文章出处 供稿
        供稿单位 供稿来源 来稿 發布單位 发布单位 发布机构 信息发布单位 发文单位 來源 文章來源 媒体来源
        出品方""",
    "keywords": """关键词 关键词阅读 相关关键词 关键字 关健词 标签 热词 相关标签 文章标签 文章关键词 主题词
        热门标签 關鍵詞
        關鍵字 標籤 标签TAG TAG TAGS Tags tags Tag""",
    "date": """发布时间 发布日期 发表时间 发表日期 发稿时间 发文时间 发文日期 更新时间 更新日期 上传时间
        录入时间 添加时间 创建时间 编辑时间 成文日期 时间 日期 发布于 发表于 更新于 发布 发表 更新
        最后更新 最近更新 刊登日期 出版日期 出版 發布時間 發布日期 發表時間 更新時間 時間 建立時間""",
    "staff": """摄影 摄 图 图片 图源 题图 配图 图片来源 题图来源 头图来源 封面来源 视频来源 素材来源 制图
        绘图 插图 插画 漫画 视频 视频制作 拍摄 供图 摄像 航拍 剪辑 后期 海报 海报设计 设计 视觉 视觉设计 美术
        美术设计 制作 制片 技术 配音 播音 主播 主持 朗诵 音频 翻译 译 译者 编译 导演 编导 字幕 包装 动画
        交互 运营 策划人 统筹人 发布人 发布者 录入 录入者 录入人 上传 上传者 投稿人 投稿 审核人
                   攝影 圖 圖片""",
    "link": "原文 原文链接 原文地址 链接 原文網址 来源链接 文章链接 网址",
    "contact": """联系人 联系电话 电话 邮箱 投稿邮箱 信箱 微信 微信号 公众号 合作 商务合作 爆料 传真 地址 邮编""",
    "counter": """浏览 浏览次数 浏览量 浏览数 播放 播放量 播放次数 点击 点击数 点击次数 点击率 点击量 阅读 阅读量 阅读数
        阅读次数 访问 访问量 访问次数 查看 查看次数 人气 次数 点阅 評論 评论 评论数 回复 跟贴 字号 字体
        字体大小 文字大小 大小 打印 收藏 关注 扫一扫 浏覽 瀏覽 點擊 點閱 字級 阅读时长
        字数 热度 点赞 栏目 频道 分类 所属栏目 所属分类 类别 类型 索引号 主题分类 责任人 体裁 文号 有效性
        版次 版面""",
}
# Where blanks alone part words, a label needs its colon, unless it opens the line ("By", "Von").
_LATIN = {
    "editor": """editor editors edited\\sby editing\\sby edition redaktör redakteur\\svom\\sdienst editora
        editado\\spor redactor\\sjefe redacción\\sdigital éditeur curato\\sda a\\scura\\sdi redigerad\\sav
        redigert\\sav redaktion\\sund\\stext redaktion редактор редакция muokkaaja szerkesztő redaktor\\sprowadzący
        editör penyunting disunting 編集 편집 biên\\stập""",
    "author": """author authors written\\sby words\\sby reported\\sby reporting\\sby story\\sby
        posted\\sby contributed\\sby compiled\\sby by\\sline by reporter autor autorin autoren von text
        artikel\\svon ein\\sbeitrag\\svon ein\\sgastbeitrag\\svon auteur auteurs par article\\sde
        propos\\srecueillis\\spar autora autores por escrito\\spor redactado\\spor texto texto\\sde autore
        autrice di testo testo\\sdi door geschreven\\sdoor tekst tekst\\sav tekst\\saf av af skrevet\\sav
        skrevet\\saf skriven\\sav forfatter journalist tekijä kirjoittaja teksti szerző írta автор авторы
        текст автори napsal napsala autoři autor\\stextu przygotował opracował opracowanie oprac\\. yazar
        yazan haber muhabir oleh penulis laporan wartawan ditulis\\soleh tác\\sgiả theo 글 기자 取材 文
        執筆 الكاتب بقلم كتب كتبت نويسنده deur skrywer na ngu isithunywa ubhale""",
    "source": """source sources quelle quellen source\\s: fuente fuentes fonte fonti bron bronnen źródło
        źródła zdroj zdroje kaynak sumber kilde kilder källa källor lähde forrás источник источники
        джерело izvor sursa πηγή المصدر 出典 引用元 출처 nguồn originally\\spublished\\s(?:on|in|by|at)""",
    "keywords": """keywords key\\swords tags tag topics filed\\sunder related\\stopics more\\son
        explore\\smore schlagwörter schlagworte stichwörter stichworte themen mots-clés mots\\sclés sujets
        étiquettes palabras\\sclave etiquetas temas etiqueta temas\\srelacionados archivado\\sen
        palavras-chave assuntos tópicos parole\\schiave argomenti trefwoorden onderwerpen emneord
        nyckelord ämnen emner asiasanat avainsanat címkék tagi słowa\\skluczowe tematy štítky témata
        klíčová\\sslova etiketler anahtar\\skelimeler kata\\skunci topik теги метки ключевые\\sслова темы
        темы\\sстатьи теґи ετικέτες キーワード タグ 태그 키워드 từ\\skhóa الكلمات\\sالدالة وسوم""",
    "date": """published published\\son published\\sat first\\spublished posted posted\\son posted\\sat
        updated updated\\son updated\\sat last\\supdated last\\smodified modified created date issued
        release\\sdate veröffentlicht veröffentlicht\\sam erschienen erstellt aktualisiert
        zuletzt\\saktualisiert stand publié publié\\sle mis\\sà\\sjour mis\\sà\\sjour\\sle modifié\\sle
        publicado publicado\\sel publicado\\sem publicada actualizado actualizado\\sel atualizado
        atualizado\\sem pubblicato pubblicato\\sil aggiornato aggiornato\\sil ultimo\\saggiornamento
        gepubliceerd gepubliceerd\\sop bijgewerkt laatste\\supdate laatst\\sbijgewerkt publisert oppdatert
        sist\\soppdatert publicerad uppdaterad senast\\suppdaterad publiceret opdateret julkaistu
        päivitetty megjelent frissítve opublikowano publikacja aktualizacja data\\spublikacji publikováno
        aktualizováno vydáno yayınlanma yayın\\starihi güncelleme giriş son\\sgüncelleme diterbitkan
        dipublikasikan diperbarui опубликовано обновлено дата 公開 更新 配信 公開日 更新日 掲載 입력 수정
        등록 승인 업데이트 기사입력 최종수정 cập\\snhật تاريخ\\sالنشر نشر آخر\\sتحديث تم\\sالنشر""",
    "staff": """photo photos photo\\sby photos\\sby photograph\\sby photography photographer image images
        images\\sby picture pictures credit photo\\scredit image\\scredit video video\\sby illustration
        illustration\\sby illustrations\\sby graphics\\sby translated\\sby translation\\sby
        additional\\sreporting\\sby foto fotos bild bilder fotograf fotografie video\\svon übersetzung
        crédit crédits crédit\\sphoto photographe traduction foto\\sde fotografía fotografías traducción
        traducido\\spor fotografia traduzione beeld fotografi foto\\sav kuva kuvat fotó zdjęcie zdjęcia
        fot\\. fotoğraf фото 写真 撮影 사진 ảnh contact contact\\sus reach\\shim reach\\sher follow""",
    "counter": """views reads comments shares reading\\stime read\\stime share share\\sthis lesezeit
        kommentare lectures temps\\sde\\slecture lecturas lesetid visningar readers listen print save""",
}


def _words(table: dict[str, str]) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for kind, words in table.items():
        for word in words.split():
            kinds.setdefault(word.replace("\\s", " ").replace("\\.", ".").casefold(), kind)
    return kinds


HAN_KINDS = _words(_HAN)
LATIN_KINDS = _words(_LATIN)
LONGEST_HAN = max(len(word) for word in HAN_KINDS)
MOST_WORDS = 1 + max(word.count(" ") for word in LATIN_KINDS)  # words of the longest label in other scripts
